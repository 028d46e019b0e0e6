import type { Deployment } from '@proving-ground/shared';
import type { ObservedBuild } from '../gcp/cloud-build.ts';
import type { ImageKind } from '../gcp/source-archive.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface SimulatedBuild {
  readonly tag: string;
  readonly image: ImageKind;
  status: string;
  readonly observed: () => ObservedBuild;
}

interface Settings {
  readonly time: VirtualTime;
  readonly buildMs: number;
  readonly failing: readonly ImageKind[];
  readonly cannotBeStopped: boolean;
  readonly onChange: (message: { readonly id: string; readonly status: string; readonly tags: string[] }) => void;
}

/** Cloud Build, as far as the loop can see it: a build is queued, works for a while and ends, unless it is stopped. */
export class SimulatedBuilds {
  readonly all: SimulatedBuild[] = [];
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  create(deployment: Deployment, image: ImageKind, tag: string): void {
    const { time, buildMs, failing } = this.#settings;
    const buildId = `build-${this.all.length + 1}`;
    const build: SimulatedBuild = { tag, image, status: 'QUEUED', observed: () => observe(buildId, deployment, build) };
    this.all.push(build);
    this.#turnTo(build, buildId, 'QUEUED');
    time.at(time.nowMs + 2_000, () => this.#goOn(build, buildId, 'WORKING'));
    time.at(time.nowMs + buildMs, () => this.#goOn(build, buildId, failing.includes(image) ? 'FAILURE' : 'SUCCESS'));
  }

  find(tag: string): ObservedBuild | null {
    return this.all.find((build) => build.tag === tag)?.observed() ?? null;
  }

  get(buildId: string): ObservedBuild | null {
    return this.all.map((build) => build.observed()).find((build) => build.buildId === buildId) ?? null;
  }

  /** False when there is nothing to stop. */
  cancel(buildId: string): boolean {
    const build = this.all.find((candidate) => candidate.observed().buildId === buildId);
    if (!build || isOver(build)) return false;
    if (!this.#settings.cannotBeStopped) this.#turnTo(build, buildId, 'CANCELLED');
    return true;
  }

  #goOn(build: SimulatedBuild, buildId: string, status: string): void {
    if (!isOver(build)) this.#turnTo(build, buildId, status);
  }

  #turnTo(build: SimulatedBuild, buildId: string, status: string): void {
    build.status = status;
    this.#settings.onChange({ id: buildId, status, tags: ['proving-ground', build.tag] });
  }
}

function isOver({ status }: SimulatedBuild): boolean {
  return status !== 'QUEUED' && status !== 'WORKING';
}

function observe(buildId: string, { spec }: Deployment, { status, image }: SimulatedBuild): ObservedBuild {
  const name = `${spec.region}-docker.pkg.dev/demo/proving-ground/${spec[image].serviceName}`;
  return {
    buildId,
    status,
    statusDetail: '',
    failureDetail: status === 'FAILURE' ? 'step 0 exited with 1' : '',
    imageByDigest: status === 'SUCCESS' ? `${name}@sha256:${image === 'agent' ? 'a' : 'b'}` : null,
    logBucket: 'demo-logs',
    logObject: `log-${buildId}.txt`,
  };
}
