import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { progress } from './bench-options.ts';
import { BENCH_SECTIONS, type BenchReport, type BenchSection, benchReport, benchSection } from './bench-row.ts';
import { rowsTable, withSection } from './benchmark-doc.ts';
import { thisMachine } from './this-machine.ts';

/** Runs the benches one after the other, prints one table of all of them, and with `--write` puts it into the docs. */
const { values } = parseArgs({
  options: {
    /** Sections, with commas between; all unless given. */
    only: { type: 'string', default: BENCH_SECTIONS.join(',') },
    quick: { type: 'boolean', default: false },
    setup: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const PROGRAMS: Readonly<Record<BenchSection, readonly string[]>> = {
  agent: ['agent-cold-start.ts', 'agent-run.ts'],
  load: ['load-cpu.ts'],
  merge: ['load-merge.ts'],
  console: ['console-bundle.ts'],
  orchestrator: ['orchestrator.ts'],
  functions: ['functions-cold-start.ts'],
  history: ['history-paging.ts'],
};
const DOCUMENT = new URL('../docs/benchmarks.md', import.meta.url);

async function runProgram(file: string): Promise<BenchReport> {
  progress(`bench/${file} …`);
  const flags = ['--json', ...(values.quick ? ['--quick'] : []), ...(values.setup ? ['--setup'] : [])];
  const program = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [program, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`bench/${file} ended with ${code}.`);
  return benchReport.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}

/** What a section's programs measured together. */
async function runSection(section: BenchSection): Promise<BenchReport> {
  const reports: BenchReport[] = [];
  for (const file of PROGRAMS[section]) reports.push(await runProgram(file));
  const leftOut = new Map(reports.flatMap((report) => report.leftOut).map((peer) => [peer.name, peer]));
  return { section, rows: reports.flatMap(({ rows }) => rows), leftOut: [...leftOut.values()] };
}

if (values.quick && values.write) throw new Error('Figures of a short run scatter: --write takes a whole one.');
const reports: BenchReport[] = [];
for (const section of values.only.split(',').map((name) => benchSection.parse(name))) {
  try {
    const occasion = await thisMachine(new Date());
    const report = await runSection(section);
    reports.push(report);
    if (values.write) await writeFile(DOCUMENT, withSection(await readFile(DOCUMENT, 'utf8'), report, occasion));
  } catch (error) {
    // The others say something all the same; what the docs have of this one stays, with its date.
    progress(`${section} was not measured: ${String(error)}`);
    process.exitCode = 1;
  }
}
if (values.json) console.log(JSON.stringify(reports));
else console.log(rowsTable(reports.flatMap(({ rows }) => rows)));
for (const { name, why } of reports.flatMap(({ leftOut }) => leftOut)) progress(`Left out: ${name}, ${why}`);
