import {
  assertNever,
  DEFAULT_REGION,
  type Deployment,
  type FailureRecord,
  type GatePart,
  type LiveService,
  type StepId,
} from '@proving-ground/shared';
import { activeSteps, isWindingDown } from '../deployments/active-steps.ts';
import type { Outcome } from '../deployments/apply-outcome.ts';
import type { Effect } from '../deployments/effect.ts';
import { BUILD_STEPS, buildTag, type Observation } from '../deployments/observation.ts';
import { REQUIRED_APIS } from '../deployments/required-apis.ts';
import { revisionName } from '../deployments/service-request.ts';
import { WINDING_DOWN_STEPS } from '../deployments/wind-down.ts';
import { gateSides } from '../gate/gate-sides.ts';
import type { GateSight } from '../gate/gate-sight.ts';
import type { ImageKind } from '../gcp/source-archive.ts';
import { someGateFigures } from './gate-figures.ts';
import { SimulatedBuilds } from './simulated-builds.ts';
import { type PartEnd, SimulatedGateParts } from './simulated-gate-parts.ts';
import { SimulatedServices } from './simulated-services.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface SimulatedCloudSettings {
  readonly buildMs?: number;
  readonly rollOutMs?: number;
  readonly failingBuilds?: readonly ImageKind[];
  readonly failingServices?: readonly string[];
  readonly buildsCannotBeStopped?: boolean;
  readonly partMs?: number;
  /** What each load test of a gate comes to. */
  readonly partEnd?: (part: GatePart) => PartEnd;
}

type BuildMessage = Parameters<ConstructorParameters<typeof SimulatedBuilds>[0]['onChange']>[0];

/** Whom the cloud tells of changes, and what our own records say of a service. */
interface CloudNews {
  readonly onBuildChange: (message: BuildMessage) => void;
  readonly onPartEnd: (deploymentId: string) => void;
  readonly live: (serviceName: string) => LiveService | null;
}

/** Google Cloud as the loop sees it, without a network and on a virtual clock. */
export class SimulatedCloud {
  readonly builds: SimulatedBuilds;
  readonly services: SimulatedServices;
  readonly parts: SimulatedGateParts;
  readonly #time: VirtualTime;
  readonly #live: CloudNews['live'];
  readonly #invokers = new Set<string>();
  #apisEnabledAtMs = Number.POSITIVE_INFINITY;
  readonly #imagesRemoved = new Set<string>();
  #hasRepository = false;
  #hasSources = false;
  questionsAsked = 0;
  /** Whether everybody may call the agent. */
  isPublic = false;
  /** What watches the pair. */
  alerts: readonly string[] = ['errors', 'slow answers'];

  constructor(time: VirtualTime, settings: SimulatedCloudSettings, news: CloudNews) {
    const { buildMs = 40_000, rollOutMs = 4_000, failingBuilds = [], failingServices = [] } = settings;
    const cannotBeStopped = settings.buildsCannotBeStopped ?? false;
    this.#time = time;
    this.builds = new SimulatedBuilds({
      time,
      buildMs,
      failing: failingBuilds,
      cannotBeStopped,
      onChange: news.onBuildChange,
    });
    this.services = new SimulatedServices({ time, rollOutMs, failing: failingServices });
    const { partMs = 30_000, partEnd = () => someGateFigures() } = settings;
    this.parts = new SimulatedGateParts({ time, partMs, endOf: partEnd, onEnd: news.onPartEnd });
    this.#live = news.live;
  }

  observe(deployment: Deployment): Observation {
    const parts = activeSteps(deployment).map((step) => this.#observeStep(step, deployment));
    const together = (key: 'builds' | 'services' | 'invokers') => Object.assign({}, ...parts.map((part) => part[key]));
    const builds = together('builds');
    return { ...Object.assign({}, ...parts), builds, services: together('services'), invokers: together('invokers') };
  }

  #observeStep(step: StepId, deployment: Deployment): Partial<Observation> {
    if (isWindingDown(deployment) && !WINDING_DOWN_STEPS.includes(step)) return {};
    switch (step) {
      case 'check':
        if (deployment.kind === 'switch') return this.#observePair(deployment);
        return { disabledApis: this.#time.nowMs >= this.#apisEnabledAtMs ? [] : REQUIRED_APIS };
      case 'repository':
        return { repositoryExists: this.#hasRepository };
      case 'source':
        return { archivesPresent: this.#hasSources };
      case 'buildBackend':
      case 'buildAgent': {
        const known = deployment.builds[BUILD_STEPS[step]];
        const value = known ? this.builds.get(known.buildId) : this.builds.find(buildTag(deployment, step));
        return { builds: { [BUILD_STEPS[step]]: { value, logTail: [] } } };
      }
      case 'deployBackend':
        return { services: { backend: this.#observeService('backend', deployment) } };
      case 'deployAgent':
        return { services: { agent: this.#observeService('agent', deployment) } };
      case 'grantBackend':
        return {
          invokers: {
            backend: { hasAccount: this.#invokers.has(simulatedName(deployment, 'backend')), isPublic: false },
          },
        };
      case 'grantAgent':
        return { invokers: { agent: this.#observeAgentInvokers(deployment) } };
      case 'removeAgent':
        return { services: { agent: this.#observeService('agent', deployment) } };
      case 'removeBackend':
        return { services: { backend: this.#observeService('backend', deployment) } };
      case 'removeImages':
        return { images: this.#observeImages(deployment) };
      case 'confirmGone':
        return { ...this.#observePair(deployment), images: this.#observeImages(deployment), alerts: this.alerts };
      case 'verify':
        return {};
      case 'gate':
        return { gate: this.#observeGate(deployment) };
      case 'release':
        return {
          ...this.#observePair(deployment),
          invokers: { agent: this.#observeAgentInvokers(deployment) },
        };
      default:
        return assertNever(step);
    }
  }

  #observeAgentInvokers(deployment: Deployment) {
    return { hasAccount: this.#invokers.has(simulatedName(deployment, 'agent')), isPublic: this.isPublic };
  }

  #observeGate(deployment: Deployment): GateSight {
    const { gate, spec } = deployment;
    const last = gate?.parts.at(-1);
    const part = last?.status === 'running' ? this.parts.see(last) : null;
    const rest = { part, otherTestId: this.parts.otherTestId };
    if (gate) return rest;
    const live = { agent: this.#live(spec.agent.serviceName), backend: this.#live(spec.backend.serviceName) };
    const agent = this.services.observe(spec.agent.serviceName);
    return { ...rest, sides: gateSides({ deployment, agent, live, prices: {} }) };
  }

  #observeImages(deployment: Deployment) {
    return {
      backend: !this.#imagesRemoved.has(simulatedName(deployment, 'backend')),
      agent: !this.#imagesRemoved.has(simulatedName(deployment, 'agent')),
    };
  }

  #observePair(deployment: Deployment) {
    return {
      services: {
        backend: this.#observeService('backend', deployment),
        agent: this.#observeService('agent', deployment),
      },
    };
  }

  #observeService(kind: ImageKind, deployment: Deployment) {
    return { value: this.services.observe(simulatedName(deployment, kind)), logTail: ['last words'] };
  }

  perform(deployment: Deployment, effect: Effect): Outcome {
    switch (effect.kind) {
      case 'enableApis':
        this.#apisEnabledAtMs = Math.min(this.#apisEnabledAtMs, this.#time.nowMs + 8_000);
        return { ok: true };
      case 'createRepository':
        this.#hasRepository = true;
        return { ok: true };
      case 'uploadSource':
        this.#hasSources = true;
        return { ok: true };
      case 'createBuild':
        this.builds.create(deployment, effect.image, effect.tag);
        return { ok: true };
      case 'cancelBuild':
        return this.builds.cancel(effect.buildId) ? { ok: true } : refused('failed-precondition', false);
      case 'applyService': {
        const revision = revisionName(deployment.spec[effect.image].serviceName, deployment.id);
        const name = simulatedName(deployment, effect.image);
        const applied = this.services.apply(name, revision, effect.traffic, effect.etag);
        return applied ? { ok: true } : refused('aborted', true);
      }
      case 'deleteService':
        this.services.remove(simulatedName(deployment, effect.image));
        return { ok: true };
      case 'deleteImages':
        this.#imagesRemoved.add(simulatedName(deployment, effect.image));
        return { ok: true };
      case 'deleteAlerts':
        this.alerts = [];
        return { ok: true };
      case 'shiftTraffic': {
        const name = simulatedName(deployment, effect.image);
        return this.services.shift(name, effect.traffic, effect.etag) ? { ok: true } : refused('aborted', true);
      }
      case 'setInvokers':
        this.#invokers.add(simulatedName(deployment, effect.image));
        if (effect.isPublic !== null && effect.image === 'agent') this.isPublic = effect.isPublic;
        return { ok: true };
      case 'beginGatePart':
        this.parts.begin(deployment, effect.part);
        return { ok: true };
      case 'stopGatePart':
        this.parts.stop(deployment.id, effect.loadTestId);
        return { ok: true };
      case 'verify': {
        this.questionsAsked += 1;
        const verification = [{ question: 'What do red pandas eat?', answer: 'Bamboo!', ttftMs: 300, totalMs: 900 }];
        return { ok: true, learned: { verification } };
      }
      default:
        return assertNever(effect);
    }
  }
}

/** How the simulation tells regions apart; in the default one a service goes by its name alone. */
export function simulatedName({ spec }: Deployment, kind: ImageKind): string {
  const { serviceName } = spec[kind];
  return spec.region === DEFAULT_REGION ? serviceName : `${serviceName}.${spec.region}`;
}

/** What the cloud says when it will not. */
export function refused(code: FailureRecord['code'], retryable: boolean): Extract<Outcome, { ok: false }> {
  const reason = `SIMULATED_${code.toUpperCase().replaceAll('-', '_')}`;
  return { ok: false, failure: { code, reason, message: `The cloud said ${code}.`, nextStep: 'Wait.', retryable } };
}
