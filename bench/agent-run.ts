import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { answering, startFakeOllama } from '../agent/src/testing/fake-ollama.ts';
import { type AgentProcess, startAgent } from './agent-process.ts';

/**
 * What one /run costs the built agent in processor time when the model answers at once, in sessions of one turn and in
 * sessions of a thousand: the second must cost no more than the first.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '2000' }, json: { type: 'boolean', default: false } },
});
const RUNS = Number(values.runs);
const CONCURRENCY = 8;
const LONG_SESSION_TURNS = 1000;

const connections = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

const post = async (port: number, path: string, body: unknown): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: connections });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const answer = await text(response);
  if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}: ${answer}`);
};

const inParallel = async (count: number, task: (index: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
};

const createSession = ({ port }: AgentProcess, sessionId: string): Promise<void> =>
  post(port, `/apps/production_agent/users/bench/sessions/${sessionId}`, {});

const run = ({ port }: AgentProcess, sessionId: string, path = '/run'): Promise<void> =>
  post(port, path, {
    appName: 'production_agent',
    userId: 'bench',
    sessionId,
    newMessage: { role: 'user', parts: [{ text: 'What do red pandas eat in the wild?' }] },
    streaming: path === '/run_sse',
  });

const cpuPerTask = async (agent: AgentProcess, task: (index: number) => Promise<void>): Promise<number> => {
  const before = await agent.usage();
  await inParallel(RUNS, task);
  return ((await agent.usage()).cpuMs - before.cpuMs) / RUNS;
};

const round = (ms: number): number => Math.round(ms * 100) / 100;

await using model = await startFakeOllama(answering('Mostly bamboo, ', 'and now and then fruit.'));
await using agent = await startAgent({ OLLAMA_API_BASE: model.url, SESSION_MAX_COUNT: '100000' });

for (const name of ['warm', 'json', 'sse']) await inParallel(RUNS, (index) => createSession(agent, `${name}-${index}`));
await inParallel(RUNS, (index) => run(agent, `warm-${index}`));
const firstTurnMs = await cpuPerTask(agent, (index) => run(agent, `json-${index}`));
const firstTurnStreamedMs = await cpuPerTask(agent, (index) => run(agent, `sse-${index}`, '/run_sse'));

const longSession = (index: number): string => `long-${index % CONCURRENCY}`;
for (let index = 0; index < CONCURRENCY; index += 1) await createSession(agent, longSession(index));
await inParallel(LONG_SESSION_TURNS * CONCURRENCY, (index) => run(agent, longSession(index)));
const turn1000Ms = await cpuPerTask(agent, (index) => run(agent, longSession(index)));

const results = {
  '/run, first turn': { cpuMs: round(firstTurnMs) },
  '/run_sse, first turn': { cpuMs: round(firstTurnStreamedMs) },
  '/run, turn 1,000': { cpuMs: round(turn1000Ms) },
};
if (values.json) console.log(JSON.stringify({ ...results, rssMiB: Math.round((await agent.usage()).rssMiB) }));
else console.table(results);
connections.destroy();
