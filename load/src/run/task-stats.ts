import type { LoadErrorState, LoadTaskState } from '@proving-ground/shared';
import type { RequestError } from '../agent/answer.ts';
import type { TaskOutcome } from '../agent/task-outcome.ts';
import { Histogram, TOTAL_PRECISION_BITS } from '../histogram/histogram.ts';
import { encodeHistogram } from '../histogram/histogram-codec.ts';
import { SplitStats } from './split-stats.ts';

const US_PER_MS = 1_000;
const CENTI = 100;
/** A target that invents a new error for each answer must not fill the memory. */
const MAX_DIFFERENT_ERRORS = 100;

export type EndedOutcome = Extract<TaskOutcome, { readonly kind: 'ended' }>;

const newTotal = (): Histogram => new Histogram(TOTAL_PRECISION_BITS);

/** Everything measured of one task since the start. */
export class TaskStats {
  readonly #name: string;
  readonly #kind: LoadTaskState['kind'];
  #requests = 0;
  #failures = 0;
  #receivedBytes = 0;
  #answerTokens = 0;
  #coldAnswers = 0;
  readonly #latencyUs = newTotal();
  readonly #latencyFromIntendedUs = newTotal();
  readonly #ttftUs = newTotal();
  readonly #tokenGapUs = newTotal();
  readonly #tokenRateCenti = newTotal();
  /** Not before the first answer that tells: most agents of others never do. */
  #split: SplitStats | null = null;
  readonly #errors = new Map<string, RequestError & { count: number }>();

  constructor({ name, kind }: Pick<LoadTaskState, 'name' | 'kind'>) {
    this.#name = name;
    this.#kind = kind;
  }

  record(outcome: EndedOutcome, intendedAtMs: number): void {
    this.#requests += 1;
    this.#receivedBytes += outcome.receivedBytes;
    if (outcome.error) this.#countError(outcome.error);
    if (!outcome.complete) return;
    this.#latencyUs.record((outcome.endedAtMs - outcome.sentAtMs) * US_PER_MS);
    this.#latencyFromIntendedUs.record((outcome.endedAtMs - intendedAtMs) * US_PER_MS);
    const { answer } = outcome;
    if (!answer) return;
    if (answer.ttftMs !== null) this.#ttftUs.record(answer.ttftMs * US_PER_MS);
    for (const gapMs of answer.tokenGapsMs) this.#tokenGapUs.record(gapMs * US_PER_MS);
    if (answer.tokensPerSecond !== null) this.#tokenRateCenti.record(answer.tokensPerSecond * CENTI);
    this.#answerTokens += answer.answerTokens;
    if (answer.cold) this.#coldAnswers += 1;
    if (!answer.splitUs) return;
    this.#split ??= new SplitStats();
    this.#split.record({ splitUs: answer.splitUs, cold: answer.cold, newInstance: answer.newInstance });
  }

  state(): LoadTaskState {
    return {
      name: this.#name,
      kind: this.#kind,
      requests: this.#requests,
      failures: this.#failures,
      receivedBytes: this.#receivedBytes,
      latencyUs: encodeHistogram(this.#latencyUs),
      latencyFromIntendedUs: encodeHistogram(this.#latencyFromIntendedUs),
      ttftUs: encodeHistogram(this.#ttftUs),
      tokenGapUs: encodeHistogram(this.#tokenGapUs),
      tokenRateCenti: encodeHistogram(this.#tokenRateCenti),
      answerTokens: this.#answerTokens,
      coldAnswers: this.#coldAnswers,
      split: this.#split?.state() ?? null,
      errors: [...this.#errors.values()].map((error) => ({ ...error })).sort(byClassAndDetail),
    };
  }

  #countError(error: RequestError): void {
    this.#failures += 1;
    const detail = this.#errors.size < MAX_DIFFERENT_ERRORS ? error.detail : 'OTHER';
    const key = `${error.class} ${this.#errors.has(`${error.class} ${error.detail}`) ? error.detail : detail}`;
    const known = this.#errors.get(key);
    if (known) known.count += 1;
    else this.#errors.set(key, { class: error.class, detail, count: 1 });
  }
}

/** A fixed order, so that equal figures are equal documents. */
export function byClassAndDetail(one: LoadErrorState, other: LoadErrorState): number {
  const [left, right] = [`${one.class} ${one.detail}`, `${other.class} ${other.detail}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
