import process from 'node:process';
import { parseArgs } from 'node:util';
import { createShardRun, planShards } from '../load/src/index.ts';
import { loadSpec, SHIPPED_SCENARIOS } from '../shared/src/index.ts';

/** One shard of our engine in a process of its own, as a function runs it: a snapshot every second, and what it used. */
const { values } = parseArgs({
  options: {
    target: { type: 'string', default: '' },
    users: { type: 'string', default: '50' },
    /** Ends it after so many answers; 0: after the duration. */
    requests: { type: 'string', default: '0' },
    duration: { type: 'string', default: '900' },
    stream: { type: 'boolean', default: false },
    /** The codelab's one to three seconds between tasks, and its health checks; else questions alone, without a pause. */
    codelab: { type: 'boolean', default: false },
  },
});
const SNAPSHOT_EVERY_MS = 1_000;
const KIB_PER_MIB = 1_024;

const { codelab } = SHIPPED_SCENARIOS;
const users = Number(values.users);
const spec = loadSpec.parse({
  scenario: values.codelab
    ? 'codelab'
    : {
        ...codelab,
        thinkTime: { kind: 'uniform', minSeconds: 0, maxSeconds: 0 },
        tasks: codelab.tasks.flatMap((task) => (task.kind === 'ask' ? [{ ...task, stream: values.stream }] : [])),
      },
  load: { model: 'closed', users, spawnRatePerSecond: Math.min(users, 1_000) },
  durationSeconds: Number(values.duration),
});
const [plan] = planShards({ spec, startAtMs: Date.now(), shardCount: 1 });
if (!plan) throw new Error('There is no shard.');
// Each user opens a session first.
const maxRequests = values.requests === '0' ? plan.maxRequests : Number(values.requests) + users;

const run = createShardRun({ plan: { ...plan, maxRequests }, spec, targetUrl: values.target });
const snapshots = setInterval(() => run.snapshot(), SNAPSHOT_EVERY_MS);
const state = await run.done.finally(() => clearInterval(snapshots));
const asks = state.tasks.filter(({ kind }) => kind === 'ask');
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    cpuMs: (userCPUTime + systemCPUTime) / 1_000,
    peakRssMiB: Math.round(maxRSS / KIB_PER_MIB),
    answers: asks.reduce((sum, { requests }) => sum + requests, 0),
    requests: state.tasks.reduce((sum, { requests }) => sum + requests, 0),
    failures: state.tasks.reduce((sum, { failures }) => sum + failures, 0),
  }),
);
