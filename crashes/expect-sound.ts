import { expect } from 'vitest';
import { type Deployment, isTerminal, STEP_IDS } from '../shared/src/index.ts';
import type { CloudSight } from './cloud-sight.ts';
import type { CrashWorld } from './crash-world.ts';

const MINUTE_MS = 60_000;
/** The ten minutes that winding down may take, and what a dead worker costs: its lease and the next sweeps. */
const LONGEST_PAST_DEADLINE_MS = 15 * MINUTE_MS;

/** What must hold of a deployment that has ended, whatever has happened to it; `what` is for the message. */
export function expectSound({ store }: CrashWorld, ended: Deployment, sight: CloudSight, what: string): void {
  const latestMs = Date.parse(ended.deadlineAt) + LONGEST_PAST_DEADLINE_MS;
  const events = store.events(ended.id);
  const there = sight.services.filter(({ exists }) => exists);
  expect({
    what,
    terminalVersions: store.versions(ended.id).filter(({ status }) => isTerminal(status)).length,
    isInTime: Date.parse(ended.endedAt ?? '') <= latestMs,
    buildTags: sight.buildTags,
    percentSums: there.map(({ percents }) => percents.reduce((sum, percent) => sum + percent, 0)),
    hasRevisionsTwice: there.some(({ ownRevisions }) => ownRevisions > 1),
    eventNumbers: events.map(({ seq }) => seq),
  }).toEqual({
    what,
    terminalVersions: 1,
    isInTime: true,
    // One build for each step and attempt.
    buildTags: [...new Set(sight.buildTags)],
    percentSums: there.map(() => 100),
    hasRevisionsTwice: false,
    eventNumbers: events.map((_, index) => index),
  });
}

/** What a deployment came to, without what differs from one run to the next: ids, times, and the tags of earlier releases. */
export function endOf(ended: Deployment, sight: CloudSight) {
  const pair = ended.pairOf ?? ended.id;
  const nameless = (text: string | null | undefined) =>
    text?.replaceAll(pair, 'ID').replaceAll(pair.slice(0, 8), 'ID') ?? null;
  return {
    status: ended.status,
    failure: ended.failure?.reason ?? null,
    steps: STEP_IDS.map((step) => `${step} ${ended.steps[step].status}`),
    revisions: [ended.revisions.backend?.revision, ended.revisions.agent?.revision].map(nameless),
    images: [ended.builds.backend?.imageByDigest, ended.builds.agent?.imageByDigest],
    builds: sight.buildTags.map(nameless),
    serving: sight.services.map(({ kind, exists, serving }) => [kind, exists, nameless(serving)]),
    invokers: sight.services.map(({ hasInvoker }) => hasInvoker),
  };
}
