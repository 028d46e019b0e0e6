import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { CapacityBounds, CapacityEvidence, CapacityJudgement, CapacityStep } from './capacity-search.ts';

type Threshold = Extract<CapacityEvidence, { readonly kind: 'threshold' }>;

/** The evidence on one threshold of all tries of a value. */
export interface PooledThreshold extends Threshold {
  readonly says: CapacityJudgement;
}

/**
 * Samples that either end of a range has to rest on before it is certain. Near its capacity a queue is long or short
 * for minutes, so that even the share of so many answers is no exact one; but the rate that goes with it is: simulated
 * searches with so many are within 15 % of the true capacity in more than nine of ten, with at most 350 in three of four.
 */
const CERTAIN_SAMPLES = 500;

/** What all tries of one value say together. */
export interface CapacityValue {
  readonly value: number;
  readonly attempts: number;
  readonly judgement: CapacityJudgement;
  /** The likelier side where it is unclear. */
  readonly leaning: 'meets' | 'misses';
  /** Unclear for another reason than that only a few answers have come, all of them within the limits. */
  readonly isClose: boolean;
  /** So far beyond the limits that no bad half minute explains it. */
  readonly isFarOff: boolean;
  readonly thresholds: readonly PooledThreshold[];
  /** The last of its tries that was judged. */
  readonly step: CapacityStep;
}

/** How a threshold stands: the share beyond it lies below or above what is allowed, or may be either. */
function judge(tries: readonly Threshold[], { beyond, samples, allowedShare }: Threshold): CapacityJudgement {
  // Slow answers come in bursts, so that tries differ by more than chance: then all of them are worth fewer samples.
  const spread = Math.max(1, dispersion(tries, beyond / samples));
  const { low, high } = wilsonInterval({ hits: beyond / spread, samples: samples / spread });
  if (high < allowedShare) return 'meets';
  return low > allowedShare ? 'misses' : 'unclear';
}

/** How much more the tries differ than independent samples would: their chi-square over what is expected of it.
 * @see https://www.itl.nist.gov/div898/handbook/eda/section3/eda35f.htm */
function dispersion(tries: readonly Threshold[], share: number): number {
  if (tries.length < 2 || share === 0 || share === 1) return 1;
  const square = tries.reduce(
    (sum, { beyond, samples }) =>
      samples === 0 ? sum : sum + (beyond - samples * share) ** 2 / (samples * share * (1 - share)),
    0,
  );
  return square / (tries.length - 1);
}

/** Every value that was measured, lowest first, with the evidence of all its tries added up. Pure. */
export function capacityValues(steps: readonly CapacityStep[]): readonly CapacityValue[] {
  const judged = steps.filter(({ kind, status }) => kind === 'measure' && status === 'judged');
  const values = [...new Set(judged.map(({ value }) => value))].sort((one, other) => one - other);
  return values.flatMap((value) => pooled(judged.filter((step) => step.value === value)));
}

/** Whether a value may be an end of the range. To be close to the limits is what a capacity is; to have had too few answers is
 * not, and what is far beyond them needs no more. Pure. */
export function isCertain({ thresholds, judgement, isClose, isFarOff }: CapacityValue): boolean {
  const hasEnough = thresholds.every(({ samples }) => samples >= CERTAIN_SAMPLES);
  return isFarOff || (hasEnough && (judgement !== 'unclear' || isClose));
}

/** The highest value that meets and the lowest that misses; what meets beyond a miss does not count. Pure. */
export function boundsOf(values: readonly Pick<CapacityValue, 'value' | 'leaning'>[]): CapacityBounds {
  const misses = values.find(({ leaning }) => leaning === 'misses')?.value ?? null;
  const meets = values.findLast(({ value, leaning }) => leaning === 'meets' && (misses === null || value < misses));
  return { meets: meets?.value ?? null, misses };
}

function pooled(tries: readonly CapacityStep[]): readonly CapacityValue[] {
  const step = tries.at(-1);
  if (!step) return [];
  const evidence = tries.flatMap((one) => one.evidence);
  const isOverrun = evidence.some((item) => item.kind === 'sign' && item.sign === 'dropped');
  // A queue may also grow by chance: the longest try says whether it goes on.
  const grows = step.evidence.some((item) => item.kind === 'sign' && item.sign === 'backlog');
  const thresholds = addUp(evidence.filter((item): item is Threshold => item.kind === 'threshold'));
  const unclear = thresholds.filter(({ says }) => says === 'unclear');
  const misses = isOverrun || (grows && tries.length > 1) || thresholds.some(({ says }) => says === 'misses');
  const judgement = misses ? 'misses' : grows || unclear.length > 0 ? 'unclear' : 'meets';
  return [
    {
      value: step.value,
      attempts: tries.length,
      judgement,
      leaning: judgement === 'unclear' ? (grows || unclear.some(leansToMiss) ? 'misses' : 'meets') : judgement,
      isClose: judgement === 'unclear' && (grows || unclear.some(({ beyond, samples }) => beyond > 0 || samples === 0)),
      isFarOff: isOverrun || thresholds.some(isMostlyBeyond),
      thresholds,
      step,
    },
  ];
}

function leansToMiss({ beyond, samples, allowedShare }: Threshold): boolean {
  return samples === 0 || beyond / samples > allowedShare;
}

function isMostlyBeyond({ beyond, samples, allowedShare }: Threshold): boolean {
  return samples > 0 && beyond / samples > Math.max(0.5, (1 + allowedShare) / 2);
}

function addUp(items: readonly Threshold[]): readonly PooledThreshold[] {
  const texts = [...new Set(items.map(({ text }) => text))];
  return texts.flatMap((text) => {
    const tries = items.filter((item) => item.text === text);
    const last = tries.at(-1);
    if (!last) return [];
    const sum = (of: 'beyond' | 'samples') => tries.reduce((total, item) => total + item[of], 0);
    const all = { ...last, beyond: sum('beyond'), samples: sum('samples') };
    return [{ ...all, says: judge(tries, all) }];
  });
}
