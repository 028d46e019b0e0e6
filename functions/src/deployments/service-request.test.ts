import { SHIPPED_PROFILE } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { agentService, backendService, revisionName } from './service-request.ts';

const ID = 'a1b2c3d4e5';
const inputOf = (deployment = aDeployment({ id: ID })) => ({
  deployment,
  projectId: 'demo-p',
  serviceAccount: 'sa@demo-p.iam.gserviceaccount.com',
  image: 'host/p/r/name@sha256:123',
});
const backendUrl = 'https://backend.example.test';
const agentOf = (deployment = aDeployment({ id: ID })) => agentService({ ...inputOf(deployment), backendUrl });
const containerOf = (service: ReturnType<typeof agentService>) => service.template?.containers?.[0];
const envOf = (service: ReturnType<typeof agentService>) =>
  Object.fromEntries((containerOf(service)?.env ?? []).map(({ name, value }) => [name, value]));

const LABELS = { 'dev-tutorial': 'codelab-agent-gpu', 'managed-by': 'proving-ground', 'deployment-id': ID };

describe('the backend with the values of the codelab', () => {
  test('is asked for in exactly these words', () => {
    expect(backendService(inputOf())).toEqual({
      labels: LABELS,
      template: {
        revision: 'ollama-gemma3-270m-gpu-a1b2c3d4',
        labels: LABELS,
        serviceAccount: 'sa@demo-p.iam.gserviceaccount.com',
        timeout: { seconds: 600 },
        maxInstanceRequestConcurrency: 7,
        scaling: { maxInstanceCount: 1 },
        nodeSelector: { accelerator: 'nvidia-l4' },
        gpuZonalRedundancyDisabled: true,
        containers: [
          {
            image: 'host/p/r/name@sha256:123',
            ports: [{ containerPort: 8080 }],
            env: [{ name: 'OLLAMA_NUM_PARALLEL', value: '4' }],
            resources: {
              limits: { cpu: '8', memory: '16Gi', 'nvidia.com/gpu': '1' },
              cpuIdle: false,
              startupCpuBoost: true,
            },
            startupProbe: {
              httpGet: { path: '/', port: 8080 },
              periodSeconds: 2,
              timeoutSeconds: 2,
              failureThreshold: 120,
            },
          },
        ],
      },
    });
  });

  test('gives a large model as long to start as Cloud Run allows, and no longer', () => {
    const probe = containerOf(backendService(inputOf()))?.startupProbe;
    expect(Number(probe?.periodSeconds) * Number(probe?.failureThreshold)).toBe(240);
  });

  test('without a GPU asks for none, and is billed per request', () => {
    const spec = { backend: { gpuType: null, cpuCount: 2, memoryGiB: 4 } } as const;
    const service = backendService(inputOf(aDeployment({ spec })));
    expect(service.template).not.toHaveProperty('nodeSelector');
    expect(service.template).not.toHaveProperty('gpuZonalRedundancyDisabled');
    expect(containerOf(service)?.resources).toEqual({
      limits: { cpu: '2', memory: '4Gi' },
      cpuIdle: true,
      startupCpuBoost: true,
    });
  });
});

describe('the agent with the values of the codelab', () => {
  test('is asked for in exactly these words', () => {
    expect(agentOf()).toEqual({
      labels: LABELS,
      template: {
        revision: 'production-adk-agent-a1b2c3d4',
        labels: LABELS,
        serviceAccount: 'sa@demo-p.iam.gserviceaccount.com',
        timeout: { seconds: 300 },
        maxInstanceRequestConcurrency: 50,
        scaling: { maxInstanceCount: 1 },
        containers: [
          {
            image: 'host/p/r/name@sha256:123',
            ports: [{ containerPort: 8080 }],
            env: [
              { name: 'GOOGLE_CLOUD_PROJECT', value: 'demo-p' },
              { name: 'GOOGLE_CLOUD_LOCATION', value: 'europe-west1' },
              { name: 'GEMMA_MODEL_NAME', value: 'gemma3:270m' },
              { name: 'OLLAMA_API_BASE', value: backendUrl },
              { name: 'BACKEND_AUTH', value: 'id-token' },
              { name: 'SESSION_STORE', value: 'firestore' },
              { name: 'SESSION_RETENTION_DAYS', value: '90' },
            ],
            // Said aloud: unset, it would mean CPU always allocated and billed.
            resources: { limits: { cpu: '2', memory: '4Gi' }, cpuIdle: true, startupCpuBoost: true },
            startupProbe: {
              httpGet: { path: '/health', port: 8080 },
              periodSeconds: 1,
              timeoutSeconds: 1,
              failureThreshold: 60,
            },
          },
        ],
      },
    });
  });

  test('is told who it is when a version is released, and left as its image has it otherwise', () => {
    const profile = { ...SHIPPED_PROFILE, name: 'Ada', questions: ['One?', 'Two?'] };
    expect(envOf(agentOf(aDeployment({ agentVersion: { version: 3, profile } })))).toMatchObject({
      AGENT_NAME: 'Ada',
      AGENT_DESCRIPTION: profile.description,
      AGENT_PERSONA: profile.persona,
      AGENT_QUESTIONS: 'One?\nTwo?',
    });
    expect(Object.keys(envOf(agentOf())).filter((name) => name.startsWith('AGENT_'))).toEqual([]);
  });

  test('knows the region and the model it was deployed with', () => {
    expect(envOf(agentOf(aDeployment({ spec: { region: 'us-east4', model: 'gemma3:1b' } })))).toMatchObject({
      GOOGLE_CLOUD_LOCATION: 'us-east4',
      GEMMA_MODEL_NAME: 'gemma3:1b',
    });
  });
});

describe('what the caller adds', () => {
  test('variables arrive as they are, with commas, equals signs, quotes and line ends', () => {
    const env = { ZOO_ANIMALS: 'lion,red panda,"frog"', ZOO_QUERY: 'a=1&b=2', ZOO_TEXT: 'one\ntwo', ZOO_EMPTY: '' };
    const spec = { agent: { env }, backend: { env: { OLLAMA_KEEP_ALIVE: '-1' } } };
    expect(envOf(agentOf(aDeployment({ spec })))).toMatchObject(env);
    expect(envOf(backendService(inputOf(aDeployment({ spec }))))).toEqual({
      OLLAMA_KEEP_ALIVE: '-1',
      OLLAMA_NUM_PARALLEL: '4',
    });
  });

  test('labels are carried by service and revision, and may not take the place of ours', () => {
    const spec = { agent: { labels: { team: 'zoo', 'dev-tutorial': 'mine' } } };
    const { labels, template } = agentOf(aDeployment({ id: ID, spec }));
    expect(labels).toEqual({ ...LABELS, team: 'zoo', 'dev-tutorial': 'mine' });
    expect(template?.labels).toEqual(labels);
  });

  test('other sizes are passed on, memory without fractions', () => {
    const agent = { cpuCount: 1, memoryGiB: 1.5, maxInstances: 3, concurrency: 20, timeoutSeconds: 60 } as const;
    const service = agentOf(aDeployment({ spec: { agent } }));
    expect(service).toMatchObject({
      template: {
        scaling: { maxInstanceCount: 3 },
        maxInstanceRequestConcurrency: 20,
        timeout: { seconds: 60 },
        containers: [{ resources: { limits: { cpu: '1', memory: '1536Mi' } } }],
      },
    });
  });
});

test('the longest name and id still make a revision name that Cloud Run takes', () => {
  expect(revisionName('a'.repeat(49), 'f'.repeat(40)).length).toBeLessThanOrEqual(63);
});
