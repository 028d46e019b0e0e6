import {
  type Deployment,
  type GateFigures,
  type GatePart,
  headline,
  isOver,
  type LoadResult,
  resultOf,
} from '@proving-ground/shared';
import type { ObservedService } from '../gcp/cloud-run.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import { gateSides } from './gate-sides.ts';
import type { GateSides, GateSight, PartSight } from './gate-sight.ts';

export interface GateSources {
  readonly deployments: Pick<DeploymentStore, 'service'>;
  readonly tests: Pick<LoadTestStore, 'get' | 'figures' | 'target'>;
  readonly settings: Pick<SettingsStore, 'prices'>;
  /** The agent's service as it is. */
  readonly observeAgent: (deployment: Deployment) => Promise<ObservedService>;
}

/** What a gate has to know for its next move: whom it compares, how its newest load test is, and who else is at it. */
export async function observeGate(deployment: Deployment, sources: GateSources): Promise<GateSight> {
  const { gate, spec } = deployment;
  if (!gate) return { sides: await readSides(deployment, sources), part: null, otherTestId: null };
  const last = gate.parts.at(-1);
  const part = last?.status === 'running' ? await readPart(last, sources) : null;
  if (part) return { part, otherTestId: null };
  const target = await sources.tests.target(spec.region, spec.agent.serviceName);
  return { part: null, otherTestId: target?.activeLoadTestId ?? target?.activeSearchId ?? null };
}

async function readSides(
  deployment: Deployment,
  { deployments, settings, observeAgent }: GateSources,
): Promise<GateSides> {
  const { region, agent, backend } = deployment.spec;
  const [prices, observed, liveAgent, liveBackend] = await Promise.all([
    settings.prices(),
    observeAgent(deployment),
    deployments.service(region, agent.serviceName),
    deployments.service(region, backend.serviceName),
  ]);
  return gateSides({ deployment, agent: observed, live: { agent: liveAgent, backend: liveBackend }, prices });
}

async function readPart({ loadTestId }: GatePart, { tests }: GateSources): Promise<PartSight | null> {
  const test = await tests.get(loadTestId);
  if (!test) return null;
  const { status, failure } = test;
  // Only whole figures compare: part of the load, or of what it measured, would be another test.
  const document = status === 'finished' ? await tests.figures(loadTestId) : null;
  const result = document && resultOf(document);
  const why = isOver(status) && !result ? (failure?.message ?? `Its load test ended ${status}.`) : '';
  return { status, figures: result && gateFiguresOf(result), why };
}

/** What the gate compares, read out of a load test's figures. */
export function gateFiguresOf(result: LoadResult): GateFigures {
  const { total } = result;
  const answers = headline(result);
  return {
    requests: total.requests,
    failures: total.failures,
    goodAnswers: answers.requests - answers.failures,
    p95Ms: answers.latencyMs?.p95 ?? null,
    ttftP95Ms: answers.ttftMs?.p95 ?? null,
  };
}
