import type { Deployment, GateFigures, GatePart } from '@proving-ground/shared';
import type { PartSight } from '../gate/gate-sight.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a part's load test comes to. */
export type PartEnd = GateFigures | 'partial' | 'failed';

interface SimulatedPart {
  readonly part: GatePart;
  sight: PartSight;
}

/** The load tests of gates, as far as the loop can see them: one at a time on an agent, for a while, unless stopped. */
export class SimulatedGateParts {
  readonly all: SimulatedPart[] = [];
  /** A test of somebody else, at work on the agent. */
  otherTestId: string | null = null;
  readonly #time: VirtualTime;
  readonly #partMs: number;
  readonly #endOf: (part: GatePart) => PartEnd;
  readonly #onEnd: (deploymentId: string) => void;

  constructor(settings: {
    readonly time: VirtualTime;
    readonly partMs: number;
    readonly endOf: (part: GatePart) => PartEnd;
    readonly onEnd: (deploymentId: string) => void;
  }) {
    this.#time = settings.time;
    this.#partMs = settings.partMs;
    this.#endOf = settings.endOf;
    this.#onEnd = settings.onEnd;
  }

  /** The same part again is the same load test. */
  begin({ id }: Deployment, part: GatePart): void {
    if (this.otherTestId || this.#find(part)) return;
    const begun: SimulatedPart = { part, sight: { status: 'running', figures: null, why: '' } };
    this.all.push(begun);
    this.#time.at(this.#time.nowMs + this.#partMs, () => {
      const end = this.#endOf(part);
      this.#end(begun, id, typeof end === 'string' ? lost(end) : { status: 'finished', figures: end, why: '' });
    });
  }

  stop(id: string, loadTestId: string): void {
    const found = this.all.find(({ part }) => part.loadTestId === loadTestId);
    if (found) this.#end(found, id, lost('stopped'));
  }

  see(part: GatePart): PartSight | null {
    return this.#find(part)?.sight ?? null;
  }

  #find({ loadTestId }: GatePart): SimulatedPart | undefined {
    return this.all.find(({ part }) => part.loadTestId === loadTestId);
  }

  #end(begun: SimulatedPart, deploymentId: string, sight: PartSight): void {
    if (begun.sight.status !== 'running') return;
    begun.sight = sight;
    this.#onEnd(deploymentId);
  }
}

function lost(status: 'partial' | 'failed' | 'stopped'): PartSight {
  return { status, figures: null, why: `Its load test ended ${status}.` };
}
