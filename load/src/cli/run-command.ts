import { writeFile } from 'node:fs/promises';
import { describeLoad, loadReportHtml, requestTable, taskCsv, windowCsv } from '@proving-ground/shared';
import { planShards } from '../plan/plan-shards.ts';
import { summarise } from '../results/summarise.ts';
import { createShardRun, type ShardRun } from '../run/create-shard-run.ts';
import { printResult, type Write } from './print-result.ts';
import { writeResultFile } from './result-file.ts';
import { runOptions } from './run-options.ts';
import { textTable } from './text-table.ts';

const REPORT_EVERY_MS = 2_000;
const EXIT_SLO_MISSED = 1;
const EXIT_INTERRUPTED = 130;

/** Puts the target under load from this process, tells how it goes, and writes what was asked for. */
export async function runCommand(argv: readonly string[], io: { readonly write: Write; readonly signal: AbortSignal }) {
  const { target, spec, headers, shard, files } = await runOptions(argv);
  const { write, signal } = io;
  const plan = planShards({ spec, startAtMs: Date.now(), shardCount: shard.count })[shard.index];
  if (!plan) throw new Error(`The plan lacks shard ${shard.index}.`);
  write(`${describeLoad(spec)}, against ${target}. Ctrl-C stops it and prints what is there.\n`);
  const run = createShardRun({ plan, spec, targetUrl: target, headers, signal });
  const reports = setInterval(() => report(run, write), REPORT_EVERY_MS);
  const state = await run.done.finally(() => clearInterval(reports));
  const result = summarise({ state, spec });
  printResult(result, write);
  if (files.json) await writeResultFile(files.json, { target, spec, state, result });
  if (files.html) await writeFile(files.html, loadReportHtml({ target, spec, result }));
  if (files.csv) await writeFile(files.csv, `${taskCsv(result)}\n${windowCsv(result)}`);
  if (signal.aborted) return EXIT_INTERRUPTED;
  return result.verdict && result.verdict.status !== 'passed' ? EXIT_SLO_MISSED : 0;
}

function report(run: ShardRun, write: Write): void {
  const result = summarise({ state: run.snapshot(), spec: { slo: '' } });
  const users = result.windows.at(-1)?.users ?? 0;
  write(
    `\n${result.elapsedSeconds.toFixed(0)} s, ${users} users\n${textTable(requestTable([...result.tasks, result.total]))}`,
  );
}
