import type { Monitoring } from '../monitoring/create-monitoring.ts';
import { createEvaluator } from './create-evaluator.ts';
import { type Alerting, openAlerting } from './open-alerting.ts';
import { tellChannels } from './tell-channels.ts';

/** As often as points come. */
const EVERY_MS = 10_000;

/** Opens what is kept of alerting, and holds it against the measurements until it is disposed. */
export async function startAlerting(options: {
  readonly projectId: string;
  readonly folder: string;
  readonly monitoring: Monitoring;
  /** Prints one line about alerts. */
  readonly say: (line: string) => void;
}): Promise<Alerting & AsyncDisposable> {
  const { projectId, folder, monitoring, say } = options;
  const alerting = await openAlerting({ folder, projectId });
  const { channels } = alerting;
  const evaluator = createEvaluator({
    alerting,
    read: monitoring,
    tell: (turn) => void tellChannels(turn, { projectId, channels, say }),
    now: Date.now,
  });
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(evaluator.evaluate).catch((error: unknown) => say(`Not evaluated: ${String(error)}`));
  }, EVERY_MS).unref();
  return {
    ...alerting,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
