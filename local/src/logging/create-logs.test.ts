import { appendFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogs } from './create-logs.ts';
import { loggingRoutes } from './logging-routes.ts';

const PLACE = { location: 'europe-west1', service: 'zoo', revision: 'zoo-00001-abc' };
const FILE = 'europe-west1~zoo~zoo-00001-abc.ndjson';
interface Answer {
  readonly entries: readonly { readonly textPayload: string }[];
  readonly nextPageToken?: string;
  readonly error?: object;
}

let folder: string;
let nowMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-logs-'));
  nowMs = Date.parse('2026-11-24T10:00:00Z');
});
afterEach(() => rm(folder, { recursive: true }));

const now = () => {
  nowMs += 1_000;
  return new Date(nowMs);
};
const openLogs = (maxBytesPerRevision?: number) =>
  createLogs({ folder, projectId: 'demo-zoo', now, ...(maxBytesPerRevision && { maxBytesPerRevision }) });

function say(logs: ReturnType<typeof openLogs>, text: string, place = PLACE): void {
  const output = logs.revision(place).output('00ab');
  output.write({ stream: 'stdout', text });
  output.end();
}

async function list(logs: ReturnType<typeof openLogs>, body: unknown) {
  const app = loggingRoutes({ logs, projectId: 'demo-zoo', now });
  const response = await app.request('/logging.googleapis.com/v2/entries:list', {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

const textsOf = (body: Answer) => body.entries.map(({ textPayload }) => textPayload);
const request = (more: object = {}) => ({ resourceNames: ['projects/demo-zoo'], ...more });

test('entries are listed by revision, oldest or newest first', async () => {
  const logs = openLogs();
  say(logs, 'one\n{"severity":"ERROR","message":"two"}');
  say(logs, 'elsewhere', { ...PLACE, service: 'other', revision: 'other-1' });
  const filter = 'resource.type="cloud_run_revision" AND resource.labels.service_name="zoo"';
  expect(textsOf((await list(logs, request({ filter }))).body)).toEqual(['one', 'two']);
  expect(textsOf((await list(logs, request({ filter, orderBy: 'timestamp desc' }))).body)).toEqual(['two', 'one']);
  expect(textsOf((await list(logs, request({ filter: `${filter} severity>=ERROR` }))).body)).toEqual(['two']);
});

test('pages follow each other, whatever is written meanwhile', async () => {
  const logs = openLogs();
  say(logs, 'one\ntwo\nthree');
  const first = await list(logs, request({ orderBy: 'timestamp desc', pageSize: 2 }));
  say(logs, 'late');
  const second = await list(
    logs,
    request({ orderBy: 'timestamp desc', pageSize: 2, pageToken: first.body.nextPageToken }),
  );
  expect([textsOf(first.body), textsOf(second.body)]).toEqual([['three', 'two'], ['one']]);
  expect(second.body).not.toHaveProperty('nextPageToken');
});

test.each([
  ['no resource', {}, 400],
  ['a filter it cannot read', request({ filter: 'a="1" OR b="2"' }), 400],
  ['a token that is none', request({ pageToken: 'x' }), 400],
  ['an order that is none', request({ orderBy: 'severity' }), 400],
  ['another project', { resourceNames: ['projects/other'] }, 403],
])('%s is refused as Google refuses', async (_name, body, status) => {
  const answer = await list(openLogs(), body);
  expect(answer).toMatchObject({ status, body: { error: { code: status, message: expect.any(String) } } });
});

test('the logs of an earlier run are there, and a line cut by a crash is not an entry', async () => {
  const before = openLogs();
  say(before, 'before');
  await before[Symbol.asyncDispose]();
  await appendFile(join(folder, FILE), '{"insertId":"cut');
  expect(textsOf((await list(openLogs(), request())).body)).toEqual(['before']);
});

test('a log stays within its bound and keeps the newest', async () => {
  const logs = openLogs(40_000);
  for (let round = 0; round < 20; round += 1) {
    say(logs, Array.from({ length: 10 }, (_, line) => `line ${round}.${line}`).join('\n'));
    await logs.entries(() => true);
  }
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(50_000);
  expect((await logs.entries(() => true)).at(-1)?.textPayload).toBe('line 19.9');
});

test('a log that cannot be written loses lines, not the service', async () => {
  await rm(folder, { recursive: true });
  await writeFile(folder, 'a file where the folder was');
  const problems: string[] = [];
  const logs = createLogs({ folder, projectId: 'demo-zoo', now, report: (problem) => problems.push(problem) });
  say(logs, 'lost');
  say(logs, 'lost too');
  await logs[Symbol.asyncDispose]();
  expect(problems).toEqual([expect.stringMatching(/^The log .* cannot be written: /)]);
});
