import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type CloudTarget, readCloudTarget } from './contract-target.ts';
import { cleanUpCloud, prepareCloud } from './prepare-cloud.ts';
import { inTheCloudPattern, TWIN_ONLY } from './twin-only.ts';

/** `npm run contract`: the contract tests of the twin's APIs, against the twin or with TARGET=cloud against Google Cloud. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CONFIG = fileURLToPath(new URL('./vitest.config.ts', import.meta.url));
const VITEST = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function runTests(env: Readonly<Record<string, string>>, more: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [VITEST, 'run', '--config', CONFIG, '--root', ROOT, ...more], {
    stdio: 'inherit',
    // biome-ignore lint/style/noProcessEnv: the tests see what this command was given.
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

async function runInTheCloud(target: CloudTarget, files: readonly string[]): Promise<number> {
  const { projectId, region, run } = target;
  say(
    `Project ${projectId}, region ${region}, run ${run}: everything made is called ct-${run}-… or ${projectId}-ct-${run}…`,
  );
  say(
    'It makes about 25 services without a GPU that answer a few requests, 20 builds of seconds to a minute, one small',
  );
  say('image and one small bucket, and deletes them: about 20 minutes, and below 0.50 USD by the list prices.');
  say(
    `${TWIN_ONLY.length} groups of tests are about the twin itself and left out; local/src/contract/twin-only.ts says why.`,
  );
  let code = 1;
  let isInterrupted = false;
  // It reaches the tests too; what was made is cleaned up after them.
  process.on('SIGINT', () => {
    isInterrupted = true;
  });
  try {
    await prepareCloud(target, (what) => say(`Making ${what}.`));
    if (isInterrupted) return 130;
    code = await runTests({ CONTRACT_RUN: run }, ['-t', inTheCloudPattern(), ...files]);
  } finally {
    const left = await cleanUpCloud(target, say);
    if (left.length > 0) {
      say(`Not deleted, please look:\n${left.map((line) => `  ${line}`).join('\n')}`);
      code = 1;
    }
  }
  return code;
}

async function main(): Promise<number> {
  const files = process.argv.slice(2);
  try {
    // biome-ignore lint/style/noProcessEnv: like every runner of tests, it is told by its environment.
    const target = readCloudTarget({ CONTRACT_RUN: randomBytes(3).toString('hex'), ...process.env });
    return target ? await runInTheCloud(target, files) : await runTests({}, files);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

process.exitCode = await main();
