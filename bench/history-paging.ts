import { fileURLToPath } from 'node:url';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFirestoreEmulator, initializeFirestore } from 'firebase/firestore';
import { createTimelineData, type TimelineData, type TimelineQuery } from '../hosting/src/api/timeline-data.ts';
import { firestoreDownloads } from '../local/src/firestore/firestore-downloads.ts';
import { firestoreMachine } from '../local/src/firestore/firestore-machine.ts';
import { resolveFirestoreEmulator } from '../local/src/firestore/resolve-firestore-emulator.ts';
import { startFirestoreEmulator } from '../local/src/firestore/start-firestore-emulator.ts';
import { createProcesses } from '../local/src/processes/processes.ts';
import { machineEnvironment } from '../local/src/start/machine-environment.ts';
import type { TimelineEntry } from '../shared/src/index.ts';
import { benchOptions, progress } from './bench-options.ts';
import { figureOf } from './figure-of.ts';
import { aHistory, COMMON_WORD, RARE_WORD, writeHistory } from './history-entries.ts';
import { printReport } from './print-report.ts';

/**
 * How long the console's history waits for a page among ten thousand entries: its own queries, by Firebase's client,
 * under the rules that are deployed, in the Firestore emulator. Each round is a page that has just been opened.
 */
const options = benchOptions();
const ROUNDS = options.quick ? 3 : 7;
const ENTRIES = 10_000;
const DEPTH = 9_950;
/** As the history page asks. */
const PAGE: TimelineQuery = { area: null, word: null, count: 50 };
const PROJECT = 'demo-bench-history';
const VIEWER = { sub: 'viewer', email_verified: true, role: 'viewer' };

const repoRoot = fileURLToPath(new URL('../', import.meta.url));
const { settings, variables } = machineEnvironment();
await using processes = await createProcesses();
const files = await resolveFirestoreEmulator({
  machine: firestoreMachine(settings),
  downloads: firestoreDownloads({ processes, repoRoot, env: variables, onOutput: () => undefined }),
  onProgress: progress,
});
await using emulator = await startFirestoreEmulator({
  processes,
  files,
  port: 0,
  projectId: PROJECT,
  rulesFile: fileURLToPath(new URL('../firestore.rules', import.meta.url)),
});

const history = aHistory(ENTRIES);
await writeHistory({ host: emulator.host, projectId: PROJECT, entries: history });
progress(`${ENTRIES} entries are written.`);
/** Newest first, as the console reads them. */
const deepest = history.toReversed()[DEPTH - 1];
if (!deepest) throw new Error(`There is no entry at depth ${DEPTH}.`);

/** The milliseconds that something takes a console that has just been opened. */
async function timed(read: (data: TimelineData) => Promise<readonly TimelineEntry[]>, count: number): Promise<number> {
  const app = initializeApp({ projectId: PROJECT, apiKey: 'local' });
  try {
    const firestore = initializeFirestore(app, {});
    connectFirestoreEmulator(firestore, '127.0.0.1', emulator.port, { mockUserToken: VIEWER });
    const data = createTimelineData(firestore);
    const startedAt = performance.now();
    const items = await read(data);
    const tookMs = performance.now() - startedAt;
    if (items.length !== count) throw new Error(`${items.length} of ${count} entries came.`);
    return tookMs;
  } finally {
    await deleteApp(app);
  }
}

/** The first state of a live list that is more than "loading". */
const newest = (query: TimelineQuery) => (data: TimelineData) =>
  new Promise<readonly TimelineEntry[]>((resolve, reject) => {
    const { state } = data.newest(query);
    const stop = state.subscribe((now) => {
      if (now.kind === 'ready') resolve(now.value.items);
      else if (now.kind === 'failed') reject(new Error(now.failure.message));
      else return;
      // Not before the subscription is there.
      queueMicrotask(() => stop());
    });
  });
const older = (query: TimelineQuery, after: TimelineEntry) => async (data: TimelineData) =>
  (await data.older(query, after)).items;

const READS = {
  'the newest 50 of 10,000 entries, live': { read: newest(PAGE), count: 50 },
  'the last 50, by cursor from entry 9,950': { read: older(PAGE, deepest), count: 50 },
  'the newest 50 with a word that most have, live': { read: newest({ ...PAGE, word: COMMON_WORD }), count: 50 },
  'the 3 entries with a rare word, live': { read: newest({ ...PAGE, word: RARE_WORD }), count: 3 },
};
const figures = Object.keys(READS).map((): number[] => []);
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, { read, count }] of Object.values(READS).entries()) {
    const tookMs = await timed(read, count);
    // The first round does not count: the emulator has compiled nothing by then.
    if (round > 0) figures[index]?.push(tookMs);
  }
  progress(`history: round ${round}/${ROUNDS}`);
}
printReport(
  {
    section: 'history',
    rows: Object.keys(READS).map((what, index) => ({
      what,
      unit: 'ms' as const,
      ours: figureOf(figures[index] ?? []),
      peers: [],
      target: 1_000,
    })),
    leftOut: [],
  },
  options,
);
