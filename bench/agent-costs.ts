import { randomUUID } from 'node:crypto';
import { type AgentClient, agentClient } from './agent-client.ts';
import type { AgentProcess } from './agent-process.ts';

const CONCURRENCY = 8;
const LONG_SESSIONS = 4;

export interface AgentCosts extends Disposable {
  /** Each question the first turn of a session of its own. */
  firstTurn(path: '/run' | '/run_sse', questions: number): Promise<number>;
  /** Questions in sessions that have had so many turns. */
  afterTurns(turns: number, questions: number): Promise<number>;
}

/** Asks a running agent and says what each question took it, in milliseconds of processor time. */
export function agentCosts(agent: AgentProcess): AgentCosts {
  const client = agentClient({ port: agent.port, connections: CONCURRENCY });
  const newSessions = async (count: number): Promise<readonly string[]> => {
    const ids = Array.from({ length: count }, () => randomUUID());
    await inParallel(ids, (id) => client.createSession(id));
    return ids;
  };
  const cpuPerQuestion = async (count: number, ask: () => Promise<void>): Promise<number> => {
    const before = await agent.usage();
    await ask();
    return ((await agent.usage()).cpuMs - before.cpuMs) / count;
  };
  return {
    firstTurn: async (path, questions) => {
      const ids = await newSessions(questions);
      return cpuPerQuestion(questions, () => inParallel(ids, (id) => client.run(id, path)));
    },
    afterTurns: async (turns, questions) => {
      const ids = await newSessions(LONG_SESSIONS);
      const talk = (count: number): Promise<void> => inParallel(ids, (id) => turnsOf(client, id, count));
      await talk(turns);
      const each = Math.ceil(questions / LONG_SESSIONS);
      return cpuPerQuestion(each * LONG_SESSIONS, () => talk(each));
    },
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}

async function turnsOf(client: AgentClient, sessionId: string, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await client.run(sessionId);
}

async function inParallel(items: readonly string[], task: (item: string) => Promise<void>): Promise<void> {
  const rest = items.values();
  const work = async (): Promise<void> => {
    for (const item of rest) await task(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}
