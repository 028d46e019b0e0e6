import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readResultFile } from './cli/result-file.ts';
import { type AgentServer, startAgentServer } from './testing/agent-server.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
let folder: string;
let agent: AgentServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-load-'));
  agent = await startAgentServer();
});
afterEach(async () => {
  await agent[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function start(...argv: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { child, ended, output: () => output };
}

const run = (...argv: readonly string[]) => start('run', '--target', agent.url, ...argv);
const BRIEF = ['--users', '8', '--spawn-rate', '100', '--duration', '2'];

test('a run prints the tables of Locust, meets its thresholds, and writes what was asked for', async () => {
  const [json, html, csv] = ['a.json', 'a.html', 'a.csv'].map((name) => join(folder, name)) as [string, string, string];
  const slo = 'p95Ms<60000,errorRate<0.01';
  const { code, output } = await run(...BRIEF, '--slo', slo, '--json', json, '--html', html, '--csv', csv).ended;
  expect(code).toBe(0);
  expect(output).toMatch(/^Aggregated +\d+ +0 \(0.00 %\)/m);
  expect(output).toMatch(/^met +p95Ms<60000/m);
  const { result } = await readResultFile(json);
  const sent = agent.requests.length;
  expect(result.total.requests + result.interrupted).toBe(sent);
  expect(result.total.failures).toBe(0);
  const sessions = agent.requests.filter(({ path }) => path.startsWith('/apps/production_agent/users/'));
  expect(sessions).toHaveLength(8);
  expect(sessions[0]?.body).toEqual({ state: { user_type: 'elasticity_test_user' } });
  expect(agent.requests.find(({ path }) => path === '/run')?.body).toMatchObject({
    app_name: 'production_agent',
    new_message: { role: 'user', parts: [{ text: expect.any(String) }] },
  });
  expect(await readFile(html, 'utf8')).toContain('</html>');
  expect(await readFile(csv, 'utf8')).toMatch(/^Name,Request Count,Failure Count/);
});

test('a threshold that is missed is said, and the exit code is 1', async () => {
  const { code, output } = await run(...BRIEF, '--slo', 'p95Ms<0.0001').ended;
  expect(code).toBe(1);
  expect(output).toMatch(/^MISSED +p95Ms<0.0001/m);
});

test('answers of 429 and 500 are failures of their own class', async () => {
  await agent[Symbol.asyncDispose]();
  let count = 0;
  agent = await startAgentServer(({ path }, response) => {
    count += path === '/run' ? 1 : 0;
    const status = path !== '/run' ? 200 : count % 2 === 0 ? 429 : 500;
    response.writeHead(status, { 'content-type': 'application/json' }).end('[]');
  });
  const json = join(folder, 'a.json');
  await run(...BRIEF, '--json', json).ended;
  const { result } = await readResultFile(json);
  expect(new Set(result.errors.map((error) => error.class))).toEqual(new Set(['http429', 'http5xx']));
  expect(result.errors.reduce((sum, error) => sum + error.count, 0)).toBe(count);
});

test('shards of one test, run apart, merge to the sum of both; a shard twice is refused', async () => {
  const files = [join(folder, '1.json'), join(folder, '2.json')] as const;
  await Promise.all(files.map((file, index) => run(...BRIEF, '--shard', `${index + 1}/2`, '--json', file).ended));
  const [one, two] = await Promise.all(files.map(readResultFile));
  const merged = join(folder, 'all.json');
  expect(await start('merge', ...files, '--json', merged).ended).toMatchObject({ code: 0 });
  const { result } = await readResultFile(merged);
  expect(result.coverage).toMatchObject({ planned: 2, complete: 2 });
  expect(result.total.requests).toBe((one?.result.total.requests ?? 0) + (two?.result.total.requests ?? 0));
  expect(result.peakUsers).toBe(8);
  const again = await start('merge', files[0], files[0]).ended;
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('twice') });
  const compared = await start('compare', ...files).ended;
  expect(compared).toMatchObject({ code: 0, output: expect.stringContaining('95th percentile') });
});

test('Ctrl-C stops it at once, prints what is there, and the exit code says so', async () => {
  const { child, ended, output } = run('--users', '4', '--spawn-rate', '100', '--duration', '600');
  await vi.waitFor(() => expect(agent.requests.length).toBeGreaterThan(4), { timeout: 20_000 });
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130 });
  expect(output()).toContain('Aggregated');
  await vi.waitFor(() => expect(agent.openConnections()).toBe(0));
});

test.each([
  [[], 'No command given'],
  [['fly'], 'There is no command "fly"'],
  [['run', '--target', 'http://127.0.0.1:1', '--users', 'x'], '--users takes a number'],
  [['compare', 'missing.json', 'other.json'], 'missing.json cannot be read'],
  [['merge', 'one.json'], 'one.json cannot be read'],
  [['merge', '--fast'], '--fast'],
])('%j is answered with the usage and exit code 2', async (argv, message) => {
  expect(await start(...argv).ended).toMatchObject({ code: 2, output: expect.stringContaining(message) });
});
