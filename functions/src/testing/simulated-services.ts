import type { ObservedService, ObservedTraffic, TrafficTarget } from '../gcp/cloud-run.ts';
import type { VirtualTime } from './virtual-time.ts';

interface SimulatedService {
  etag: number;
  readonly revisions: string[];
  readonly readyRevisions: Set<string>;
  /** Every revision that has had the traffic, in order. */
  readonly served: string[];
  templateRevision: string;
  latestReadyRevision: string | null;
  reconciling: boolean;
  deleting: boolean;
  state: string;
  /** As it was asked for; in effect once every revision of it is ready. */
  wanted: readonly TrafficTarget[];
  traffic: readonly ObservedTraffic[];
}

/** From the change of a split to its effect. */
export const TRAFFIC_MS = 700;
const REMOVAL_MS = 5_000;

interface Settings {
  readonly time: VirtualTime;
  readonly rollOutMs: number;
  /** Names whose new revisions never become ready. */
  readonly failing: readonly string[];
}

/** Cloud Run, as far as the loop can see it: a changed template makes a revision, which is ready after a while. */
export class SimulatedServices {
  readonly #services = new Map<string, SimulatedService>();
  readonly #settings: Settings;
  readonly #foreign = new Set<string>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  revisions(name: string): readonly string[] {
    return this.#services.get(name)?.revisions ?? [];
  }

  served(name: string): readonly string[] {
    return this.#services.get(name)?.served ?? [];
  }

  observe(name: string): ObservedService {
    const service = this.#services.get(name);
    return {
      exists: service !== undefined,
      managedByUs: service !== undefined && !this.#foreign.has(name),
      etag: service ? String(service.etag) : '',
      templateRevision: service?.templateRevision ?? null,
      latestReadyRevision: service?.latestReadyRevision ?? null,
      reconciling: service?.reconciling ?? false,
      deleting: service?.deleting ?? false,
      state: service?.state ?? '',
      message: service?.state === 'CONDITION_FAILED' ? 'The container exited with 1.' : '',
      url: service ? `https://${name}.example.test` : null,
      traffic: service?.traffic ?? [],
    };
  }

  /** False when the service has changed since `etag` was read. */
  apply(name: string, revision: string, traffic: readonly TrafficTarget[], etag: string): boolean {
    const { time, rollOutMs } = this.#settings;
    const before = this.#services.get(name);
    if ((before ? String(before.etag) : '') !== etag) return false;
    const service = before ?? newService();
    this.#services.set(name, service);
    service.etag += 1;
    if (!service.revisions.includes(revision)) service.revisions.push(revision);
    service.templateRevision = revision;
    service.reconciling = true;
    service.state = 'CONDITION_RECONCILING';
    service.wanted = traffic;
    time.at(time.nowMs + rollOutMs, () => this.#settle(name, service, revision));
    return true;
  }

  #settle(name: string, service: SimulatedService, revision: string): void {
    if (service.templateRevision !== revision) return;
    const failed = this.#settings.failing.includes(name);
    service.reconciling = false;
    service.state = failed ? 'CONDITION_FAILED' : 'CONDITION_SUCCEEDED';
    if (failed) return;
    service.latestReadyRevision = revision;
    service.readyRevisions.add(revision);
    this.#route(name, service);
  }

  /** Moves the traffic after a moment; false when the service has changed since `etag` was read. */
  shift(name: string, traffic: readonly TrafficTarget[], etag: string): boolean {
    const { time } = this.#settings;
    const service = this.#services.get(name);
    if (!service || String(service.etag) !== etag) return false;
    service.etag += 1;
    service.wanted = traffic;
    service.reconciling = true;
    time.at(time.nowMs + TRAFFIC_MS, () => {
      service.reconciling = false;
      this.#route(name, service);
    });
    return true;
  }

  /** Somebody takes our label away. */
  disown(name: string): void {
    this.#foreign.add(name);
  }

  /** Gone after a while; asked for again meanwhile, nothing changes. */
  remove(name: string): void {
    const { time } = this.#settings;
    const service = this.#services.get(name);
    if (!service || service.deleting) return;
    service.deleting = true;
    time.at(time.nowMs + REMOVAL_MS, () => void this.#services.delete(name));
  }

  /** Somebody takes a revision's tag away behind our back. */
  forgetTag(name: string, revision: string): void {
    const service = this.#services.get(name);
    if (service) service.traffic = service.traffic.filter((target) => target.revision !== revision);
  }

  /** Traffic goes where it was asked to go if all of it can; else what serves goes on serving. */
  #route(name: string, service: SimulatedService): void {
    if (!service.wanted.every(({ revision }) => service.readyRevisions.has(revision))) return;
    service.traffic = service.wanted.map((target) => ({
      ...target,
      url: target.tag && `https://${target.tag}---${name}.example.test`,
    }));
    const shares = service.wanted.filter(({ percent }) => percent > 0).map(({ revision }) => revision);
    service.served.push(shares.join('+'));
  }
}

function newService(): SimulatedService {
  return {
    etag: 0,
    revisions: [],
    readyRevisions: new Set(),
    served: [],
    templateRevision: '',
    latestReadyRevision: null,
    reconciling: false,
    deleting: false,
    state: '',
    wanted: [],
    traffic: [],
  };
}
