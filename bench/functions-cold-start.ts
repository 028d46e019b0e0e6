import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { benchOptions, progress } from './bench-options.ts';
import { figureOf } from './figure-of.ts';
import { printReport } from './print-report.ts';

/**
 * What the built bundle of the functions costs from the start of its process until it is loaded, as it is in the cloud,
 * where Google's clients are loaded by the function that needs them; and with all of them loaded at once, as it would be
 * if they were imported at the top.
 */
const options = benchOptions();
const ROUNDS = options.quick ? 3 : 7;
const BUNDLE = fileURLToPath(new URL('../functions/dist/index.js', import.meta.url));
const loadedProcess = z.object({ cpuMs: z.number(), wallMs: z.number(), rssMiB: z.number() });
type Loaded = z.infer<typeof loadedProcess>;

// The same clients, made as functions/src/gcp/clients.ts makes them.
const CLIENTS = `
  const [{ CloudBuildClient }, { ServicesClient }, { Storage }] = await Promise.all(
    ['@google-cloud/cloudbuild', '@google-cloud/run', '@google-cloud/storage'].map((name) => import(name)));
  new CloudBuildClient(); new ServicesClient(); new Storage();
`;
const program = (more: string) => `
  await import(process.env.BUNDLE);
  ${more}
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({
    cpuMs: (user + system) / 1000, wallMs: performance.now(), rssMiB: process.memoryUsage.rss() / 1024 ** 2 }));
  process.exit();
`;

/** As firebase-functions finds it in the cloud. */
const env = {
  PATH: process.env['PATH'],
  BUNDLE,
  GCLOUD_PROJECT: 'demo-bench',
  FIREBASE_CONFIG: JSON.stringify({ projectId: 'demo-bench', storageBucket: 'demo-bench.appspot.com' }),
  METADATA_SERVER_DETECTION: 'none',
};

async function load(more: string): Promise<Loaded> {
  // Packages are found from the functions' own folder.
  const cwd = fileURLToPath(new URL('../functions/', import.meta.url));
  const args = ['--input-type=module', '--eval', program(more)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env });
  return loadedProcess.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

if (!existsSync(BUNDLE)) throw new Error('functions/dist/index.js is missing: run "npm run build" first.');
const lazy: Loaded[] = [];
const eager: Loaded[] = [];
await load(CLIENTS);
for (let round = 1; round <= ROUNDS; round += 1) {
  lazy.push(await load(''));
  eager.push(await load(CLIENTS));
  progress(`functions: start ${round}/${ROUNDS}`);
}
const row = (what: string, unit: 'ms' | 'ms CPU' | 'MiB', of: (loaded: Loaded) => number) => ({
  what,
  unit,
  ours: figureOf(lazy.map(of)),
  peers: [{ name: "with Google's clients loaded too", figure: figureOf(eager.map(of)) }],
  target: null,
});
printReport(
  {
    section: 'functions',
    rows: [
      row('start of a process until the bundle is loaded', 'ms', ({ wallMs }) => wallMs),
      row('processor until then', 'ms CPU', ({ cpuMs }) => cpuMs),
      row('memory then', 'MiB', ({ rssMiB }) => rssMiB),
    ],
    leftOut: [],
  },
  options,
);
