import { LATENCY_PHASES, type LatencySplit, type LoadSplitState, mapPhases } from '@proving-ground/shared';
import { Histogram, WINDOW_PRECISION_BITS } from '../histogram/histogram.ts';
import { encodeHistogram } from '../histogram/histogram-codec.ts';

/** Where the time of a task's answers went, since the start. */
export class SplitStats {
  readonly #phasesUs = mapPhases(() => new Histogram(WINDOW_PRECISION_BITS));
  #coldStarts = 0;
  #coldStartUs = 0;

  record(answer: { readonly splitUs: LatencySplit; readonly cold: boolean; readonly newInstance: boolean }): void {
    const { splitUs, cold, newInstance } = answer;
    for (const phase of LATENCY_PHASES) this.#phasesUs[phase].record(splitUs[phase]);
    if (!cold && !newInstance) return;
    this.#coldStarts += 1;
    // Who starts has not got the request yet: the time is in the phase before its work.
    if (cold) this.#coldStartUs += splitUs.backendWait + splitUs.modelLoad;
    if (newInstance) this.#coldStartUs += splitUs.way;
  }

  state(): LoadSplitState {
    return {
      phasesUs: mapPhases((phase) => encodeHistogram(this.#phasesUs[phase])),
      coldStarts: this.#coldStarts,
      coldStartUs: this.#coldStartUs,
    };
  }
}
