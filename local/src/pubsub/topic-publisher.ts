import { randomInt } from 'node:crypto';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest, ServedFunction } from '../functions-host/function-manifest.ts';
import { MESSAGE_PUBLISHED, messagePublishedEvent } from './cloud-event.ts';
import { pause } from './pause.ts';

const ACK_DEADLINE_MS = 600_000;
const MAX_DELIVERIES = 8;
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 10_000;

interface PublishRequest {
  /** The topic's id, for example `cloud-builds`. */
  readonly topic: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Text, mostly JSON. */
  readonly data: string;
}

export interface TopicPublisher {
  /** Sends a message to every function subscribed to the topic; resolves when each took it or was given up on. */
  publish(request: PublishRequest): Promise<void>;
  stop(): Promise<void>;
}

/** Pub/Sub topics as functions know them: at least once, again with back-off while a delivery fails, within bounds. */
export function createTopicPublisher(options: {
  readonly projectId: string;
  readonly manifest: () => FunctionManifest;
  readonly callFunction: CallFunction;
  readonly now: () => Date;
  readonly onLine: (line: string) => void;
}): TopicPublisher {
  const { projectId, manifest, callFunction, now, onLine } = options;
  const stopping = new AbortController();
  const deliveries = new Set<Promise<unknown>>();

  async function deliver(target: ServedFunction, event: ReturnType<typeof messagePublishedEvent>): Promise<void> {
    const { signal } = stopping;
    for (let delivery = 1; delivery <= MAX_DELIVERIES && !signal.aborted; delivery += 1) {
      const status = await callFunction({ target, ...event, timeoutMs: ACK_DEADLINE_MS, signal }).catch(() => null);
      if (status !== null && status < 300) return;
      const backoffMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (delivery - 1));
      await pause(backoffMs, signal);
    }
    if (!signal.aborted) onLine(`${target.name} did not take an event in ${MAX_DELIVERIES} deliveries; it is dropped`);
  }
  return {
    publish: async ({ topic, attributes = {}, data }) => {
      const message = { messageId: String(randomInt(2 ** 47)), publishTime: now().toISOString(), attributes, data };
      const event = messagePublishedEvent({ projectId, topic, message });
      const subscribers = manifest().filter(({ trigger }) => isSubscribed(trigger, topic));
      const delivery = Promise.all(subscribers.map((target) => deliver(target, event)));
      deliveries.add(delivery);
      await delivery;
      deliveries.delete(delivery);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(deliveries);
    },
  };
}

function isSubscribed(trigger: ServedFunction['trigger'], topic: string): boolean {
  return trigger.kind === 'event' && trigger.eventType === MESSAGE_PUBLISHED && trigger.filters['topic'] === topic;
}
