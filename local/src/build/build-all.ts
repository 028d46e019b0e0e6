import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { createProcesses } from '../processes/processes.ts';
import { machineEnvironment } from '../start/machine-environment.ts';
import { type BuildUnit, buildIfChanged } from './build-unit.ts';
import { buildUnits, type RunNode } from './build-units.ts';

const repoRoot = fileURLToPath(new URL('../../../', import.meta.url));

async function main(): Promise<void> {
  await using processes = await createProcesses();
  const run: RunNode = async ({ name, cwd, args }) => {
    const output: string[] = [];
    const env = { ...machineEnvironment().variables, NODE_ENV: 'production' };
    const onOutput = ({ text }: { readonly text: string }) => void output.push(text);
    const child = await processes.spawn({ name, command: process.execPath, args, cwd, env, onOutput });
    const { code, signal } = await child.exited;
    if (code !== 0)
      throw new Error(`The build of ${name} failed (${signal ?? `code ${code}`}):\n${withoutStack(output.join(''))}`);
  };
  const units = buildUnits(repoRoot, run);
  const parts = [build(units.functions), build(units.console), build(units.agent).then(() => build(units.sources))];
  const failures = (await Promise.allSettled(parts)).filter((part) => part.status === 'rejected');
  for (const { reason } of failures) process.stderr.write(`${reason instanceof Error ? reason.message : reason}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

/** The bundler's own stack says nothing about our code. */
const withoutStack = (text: string) =>
  stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => !/^\s+at .*node_modules/.test(line))
    .join('\n')
    .trim();

async function build(unit: BuildUnit): Promise<void> {
  const startedAt = performance.now();
  const outcome = await buildIfChanged(unit, repoRoot);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${unit.name.padEnd(10)} ${outcome} ${outcome === 'built' ? `in ${seconds} s` : ''}\n`);
}

await main();
