import { type AgentProfile, SHIPPED_PROFILE } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { type AgentScript, delta, frames, json, startFakeAgent, whole } from '../testing/fake-agent.ts';
import { verifyAgent } from './verify-agent.ts';

async function verified(script: AgentScript, checks?: AgentProfile['checks']) {
  const agent = await startFakeAgent(script);
  const revisions = { backend: null, agent: { revision: 'r', url: 'https://agent.example.test', tagUrl: agent.url } };
  const agentVersion = checks ? { version: 3, profile: { ...SHIPPED_PROFILE, checks } } : null;
  const asking = verifyAgent(aDeployment({ revisions, agentVersion }), {
    // A token is for the service, whatever the tag.
    authorize: async (url) => `Bearer token for ${url}`,
    newSessionId: () => '6f1f7c1e-6a55-4e0b-9a9b-0c8f0e3f1a11',
  });
  return { agent, asking };
}

describe('the verification of an agent', () => {
  test('asks for its health, then a real question through its own API', async () => {
    const { agent, asking } = await verified({ run: frames([delta('Bamboo'), whole('Bamboo!')]) });
    expect(await asking).toEqual([
      {
        question: 'What do red pandas typically eat in the wild?',
        answer: 'Bamboo!',
        ttftMs: expect.any(Number),
        totalMs: expect.any(Number),
      },
    ]);
    expect(agent.requests.map(({ method, path }) => `${method} ${path.split('/')[1]}`)).toEqual([
      'GET health',
      'POST apps',
      'POST run_sse',
    ]);
    expect(agent.requests.map(({ authorization }) => authorization)).toEqual(
      Array(3).fill('Bearer token for https://agent.example.test'),
    );
  });

  test.each<[string, AgentScript, string]>([
    ['that is not well', { health: json(503, { detail: 'starting' }) }, 'AGENT_HTTP_503'],
    ['that may not be called yet', { health: (response) => void response.writeHead(403).end() }, 'AGENT_HTTP_403'],
    [
      'whose backend may not be called yet',
      { run: frames([{ errorCode: 'BACKEND_UNAUTHORIZED', errorMessage: '403' }]) },
      'BACKEND_UNAUTHORIZED',
    ],
    ['that answers nothing', { run: frames([whole('  \n')]) }, 'EMPTY_ANSWER'],
    ['that breaks off', { run: frames([delta('Bam')], (response) => void response.destroy()) }, 'AGENT_UNREACHABLE'],
  ])('of one %s fails, worth another try: it may only be cold', async (_what, script, reason) => {
    const { asking } = await verified(script);
    await expect(asking).rejects.toMatchObject({ record: { reason, retryable: true } });
  });

  test('a long answer is kept in part', async () => {
    const { asking } = await verified({ run: frames([whole('x'.repeat(9_000))]) });
    expect((await asking)[0]?.answer).toHaveLength(4_000);
  });

  test('of a version puts each of its questions, in a session of its own each, and looks for what it expects', async () => {
    const checks = [
      { question: 'What do red pandas eat?', expectAnyOf: ['leaves', 'BAMBOO'] },
      { question: 'And lions?', expectAnyOf: [] },
    ];
    const { agent, asking } = await verified({ run: frames([whole('Bamboo!')]) }, checks);
    expect((await asking).map(({ question }) => question)).toEqual(['What do red pandas eat?', 'And lions?']);
    expect(agent.requests.map(({ path }) => path.split('/')[1])).toEqual([
      'health',
      'apps',
      'run_sse',
      'apps',
      'run_sse',
    ]);
  });

  test('of a version that answers something else fails, and says what it answered', async () => {
    const checks = [{ question: 'What do red pandas eat?', expectAnyOf: ['leaves', 'grass'] }];
    const { asking } = await verified({ run: frames([whole('Bamboo!')]) }, checks);
    await expect(asking).rejects.toMatchObject({
      record: {
        reason: 'UNEXPECTED_ANSWER',
        message: 'The agent answered "What do red pandas eat?" without any of "leaves", "grass": Bamboo!',
        retryable: true,
      },
    });
  });
});
