import type { ObservedService } from '../gcp/cloud-run.ts';
import type { VirtualTime } from './virtual-time.ts';

interface SimulatedService {
  etag: number;
  readonly revisions: string[];
  templateRevision: string;
  latestReadyRevision: string | null;
  reconciling: boolean;
  state: string;
}

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

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  revisions(name: string): readonly string[] {
    return this.#services.get(name)?.revisions ?? [];
  }

  observe(name: string): ObservedService {
    const service = this.#services.get(name);
    return {
      exists: service !== undefined,
      managedByUs: service !== undefined,
      etag: service ? String(service.etag) : '',
      templateRevision: service?.templateRevision ?? null,
      latestReadyRevision: service?.latestReadyRevision ?? null,
      reconciling: service?.reconciling ?? false,
      state: service?.state ?? '',
      message: service?.state === 'CONDITION_FAILED' ? 'The container exited with 1.' : '',
      url: service ? `https://${name}.example.test` : null,
    };
  }

  /** False when the service has changed since `etag` was read. */
  apply(name: string, revision: string, etag: string): boolean {
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
    time.at(time.nowMs + rollOutMs, () => this.#settle(name, service, revision));
    return true;
  }

  #settle(name: string, service: SimulatedService, revision: string): void {
    if (service.templateRevision !== revision) return;
    const failed = this.#settings.failing.includes(name);
    service.reconciling = false;
    service.state = failed ? 'CONDITION_FAILED' : 'CONDITION_SUCCEEDED';
    if (!failed) service.latestReadyRevision = revision;
  }
}

function newService(): SimulatedService {
  return { etag: 0, revisions: [], templateRevision: '', latestReadyRevision: null, reconciling: false, state: '' };
}
