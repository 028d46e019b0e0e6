import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../loopback/free-port.ts';
import { createProcesses, type ManagedProcess, type Processes } from '../processes/processes.ts';
import { functionCaller } from './call-function.ts';
import { createFunctionInstances, type FunctionInstances } from './function-instances.ts';
import { type FunctionsHost, startFunctionsHost } from './start-functions-host.ts';

const projectId = 'demo-instances';
const region = 'europe-west4';
const functionsRequire = createRequire(new URL('../../../functions/package.json', import.meta.url));
const sdk = (path: string) => JSON.stringify(pathToFileURL(functionsRequire.resolve(path)).href);

/** Each task of `work` tells the test that it runs, and runs until the test answers. */
const bundleFor = (testUrl: string) => `
import { onCall } from ${sdk('firebase-functions/v2/https')};
import { onTaskDispatched } from ${sdk('firebase-functions/v2/tasks')};
if (process.argv.includes('--instance-of=broken')) {
  console.error('no such weights');
  process.exit(9);
}
const alone = { region: '${region}', concurrency: 1, maxInstances: 2 };
export const work = onTaskDispatched(alone, async ({ id }) => {
  console.log('at work on', id);
  const body = JSON.stringify({ id, pid: process.pid, marks: process.argv.slice(2) });
  await fetch('${testUrl}', { method: 'POST', body });
});
export const broken = onTaskDispatched(alone, () => undefined);
export const commonPid = onCall({ region: '${region}' }, () => process.pid);
`;

interface Arrival {
  readonly pid: number;
  readonly marks: readonly string[];
  readonly finish: () => void;
}

/** Tasks by id; made by whichever comes first, the test that waits for it or the task. */
const arrivals = new Map<string, PromiseWithResolvers<Arrival>>();
const arrivalOf = (id: string) => {
  const arrival = arrivals.get(id) ?? Promise.withResolvers<Arrival>();
  arrivals.set(id, arrival);
  return arrival;
};
async function onArrival(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { id, ...who } = (await json(request)) as { readonly id: string } & Omit<Arrival, 'finish'>;
  arrivalOf(id).resolve({ ...who, finish: () => response.end() });
}

let folder: string;
let processes: Processes;
let host: FunctionsHost;
let instances: FunctionInstances;
let output: string;
const testServer = createServer((request, response) => void onArrival(request, response));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-function-instances-'));
  testServer.listen(0, '127.0.0.1');
  await once(testServer, 'listening');
  const address = testServer.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'index.js'), bundleFor(`http://127.0.0.1:${address.port}`));
  processes = await createProcesses();
  output = '';
  const request = {
    processes,
    bundle: join(folder, 'index.js'),
    projectId,
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      FIREBASE_CONFIG: JSON.stringify({ projectId }),
      METADATA_SERVER_DETECTION: 'none',
    },
    onOutput: ({ text }: { readonly text: string }) => {
      output += text;
    },
  };
  host = await startFunctionsHost({ ...request, port: await freePort(), onRestart: () => undefined });
  instances = createFunctionInstances({ request, manifest: () => host.manifest });
});
afterEach(async () => {
  await instances.stop();
  await host.stop();
  await processes[Symbol.asyncDispose]();
  testServer.close();
  testServer.closeAllConnections();
  arrivals.clear();
  await rm(folder, { recursive: true, force: true });
});

/** Sends a task; `running` is it at its function, `outcome` the status or the error of the call. */
function send(id: string, name = 'work') {
  const giveUp = new AbortController();
  const callFunction = functionCaller({ host: () => host, instancesOf: instances.of, projectId });
  const outcome = callFunction({
    target: { name, region },
    headers: { 'content-type': 'application/json', authorization: 'Bearer a.b.', 'x-cloudtasks-taskname': id },
    body: JSON.stringify({ data: {} }),
    timeoutMs: 60_000,
    signal: giveUp.signal,
  }).catch((error: unknown) => error);
  const running = async () => {
    // A call that has ended before its function was reached never will reach it.
    const ended = outcome.then((how) => Promise.reject(new Error(`${id} ended before it ran: ${String(how)}`)));
    return await Promise.race([arrivalOf(id).promise, ended]);
  };
  return { running, outcome, giveUp };
}

function processOf({ pid }: Pick<Arrival, 'pid'>): ManagedProcess {
  const found = processes.list().find((child) => child.pid === pid);
  if (!found) throw new Error(`No process ${pid} is known.`);
  return found;
}

async function finish(call: ReturnType<typeof send>): Promise<unknown> {
  (await call.running()).finish();
  return await call.outcome;
}

const urlOf = (name: string) => `${host.url}/${projectId}/${region}/${name}`;

async function commonPid(): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(urlOf('commonPid'), { method: 'POST', headers, body: '{"data":{}}' });
  return ((await response.json()) as { readonly result: unknown }).result;
}

test('tasks at once run in a process each, which is used again, and none in the common host', async () => {
  const [one, two] = [send('one'), send('two')];
  const [first, second] = await Promise.all([one.running(), two.running()]);
  expect(new Set([first.pid, second.pid, await commonPid()]).size).toBe(3);
  expect([first.marks, second.marks]).toEqual([['--instance-of=work'], ['--instance-of=work']]);
  // Two are all that it may have: the third gets the one that is free first.
  const three = send('three');
  expect(await finish(two)).toBe(204);
  expect((await three.running()).pid).toBe(second.pid);
  expect(await finish(three)).toBe(204);
  const four = send('four');
  expect((await four.running()).pid).toBe(second.pid);
  expect([await finish(one), await finish(four)]).toEqual([204, 204]);
  const there = await fetch(urlOf('work'), { method: 'POST', headers: host.dispatchHeaders });
  expect(there.status).toBe(404);
});

test('one that is killed takes its own task along and nothing else; a fresh one comes for it', async () => {
  const [one, two] = [send('one'), send('two')];
  const [first, second] = await Promise.all([one.running(), two.running()]);
  const common = await commonPid();
  const { exited } = processOf(first);
  process.kill(first.pid, 'SIGKILL');
  expect(await one.outcome).toBeInstanceOf(Error);
  expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
  const retried = send('retried');
  const third = await retried.running();
  expect(new Set([first.pid, second.pid, third.pid]).size).toBe(3);
  expect([await finish(two), await finish(retried)]).toEqual([204, 204]);
  expect(await commonPid()).toBe(common);
});

test('one whose caller gives up is ended, not used again', async () => {
  const one = send('one');
  const first = await one.running();
  const { exited } = processOf(first);
  one.giveUp.abort(new Error('past the deadline'));
  expect(await one.outcome).toBeInstanceOf(Error);
  const two = send('two');
  expect((await two.running()).pid).not.toBe(first.pid);
  await exited;
  expect(await finish(two)).toBe(204);
});

test('one that does not start says why, where everything is logged too', async () => {
  const reason = 'The instance of broken ended with code 9 before it answered.';
  const error = new Error(`broken was not called, for its instance did not start: ${reason}`);
  expect(await send('one', 'broken').outcome).toEqual(error);
  expect(output).toContain('broken: no such weights\n');
  expect(output).toContain(`broken: an instance did not start: ${reason}\n`);
  // Twice the maximum: a place that a failed start kept would be missing by now.
  for (const id of ['two', 'three', 'four']) expect(await send(id, 'broken').outcome).toEqual(error);
});

test('the stop leaves none behind, idle, busy or starting', async () => {
  const [one, two] = [send('one'), send('two')];
  await Promise.all([one.running(), two.running()]);
  expect(await finish(two)).toBe(204);
  const starting = send('three', 'broken');
  await instances.stop();
  expect(await one.outcome).toBeInstanceOf(Error);
  expect(await starting.outcome).toBeInstanceOf(Error);
  expect(output).toContain('work: at work on one\n');
  expect(processes.list().map(({ name }) => name)).toEqual(['The functions host']);
});
