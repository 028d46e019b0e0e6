import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { type BundleFigure, CONSOLE_BUDGET, measureBundle } from '../hosting/build/bundle-budget.ts';
import { benchOptions } from './bench-options.ts';
import type { BenchRow } from './bench-row.ts';
import { figureOf } from './figure-of.ts';
import { printReport } from './print-report.ts';

/** What a browser loads of the console, compressed: built as it is deployed, and not kept. */
const options = benchOptions();

const isOutput = (built: Awaited<ReturnType<typeof build>>): built is Rolldown.RolldownOutput => 'output' in built;

// Vite takes NODE_ENV from who started it, and with it the development code of libraries.
process.env['NODE_ENV'] = 'production';
const root = fileURLToPath(new URL('../hosting/', import.meta.url));
const built = await build({ root, logLevel: 'silent', build: { write: false } });
if (!isOutput(built)) throw new Error('Vite built more than one bundle, or none.');
const chunks = built.output.filter((output) => output.type === 'chunk');
const [firstLoad, ...pages] = measureBundle(chunks, CONSOLE_BUDGET);
const [heaviest, ...others] = pages.toSorted((a, b) => b.kilobytes - a.kilobytes);
if (!firstLoad || !heaviest) throw new Error('The bundle has no pages.');

const row = (what: string, figures: readonly BundleFigure[]): BenchRow => ({
  what,
  unit: 'kB',
  ours: figureOf(figures.map(({ kilobytes }) => kilobytes)),
  peers: [],
  target: figures[0]?.limitKilobytes ?? null,
});
printReport(
  {
    section: 'console',
    rows: [
      row('first load, with the Firebase SDK', [firstLoad]),
      row(`the heaviest page or part, ${heaviest.name}`, [heaviest]),
      row(`each of the other ${others.length} pages and parts loaded on demand`, others),
    ],
    leftOut: [],
  },
  options,
);
