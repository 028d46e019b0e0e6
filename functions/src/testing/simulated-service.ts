import {
  type Distribution,
  evaluateSlo,
  type LoadResult,
  type LoadSpec,
  type LoadTaskResult,
} from '@proving-ground/shared';

/** A service of known capacity: so many at work at once, the others wait in line, and each takes a random while. */
export interface SimulatedService {
  readonly servers: number;
  readonly meanServiceSeconds: number;
  /** Of all requests, answered with an error at once. */
  readonly errorShare: number;
}

interface Sample {
  readonly endsAt: number;
  readonly seconds: number;
  readonly failed: boolean;
}

/** What the open load of a spec comes to on an M/M/c queue: the figures that a load test would have. */
export function simulateOpenLoad(service: SimulatedService, spec: LoadSpec, random: () => number): LoadResult {
  const { load, durationSeconds, drainSeconds } = spec;
  if (load.model !== 'open') throw new Error('The simulation has the open model only.');
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const freeAt = Array.from({ length: service.servers }, () => 0);
  const samples: Sample[] = [];
  let open: readonly number[] = [];
  let dropped = 0;
  const gap = () => exponential(1 / load.requestsPerSecond);
  for (let at = gap(); at < durationSeconds; at += gap()) {
    open = open.filter((endsAt) => endsAt > at);
    if (open.length >= load.maxInFlight) {
      dropped += 1;
      continue;
    }
    const failed = random() < service.errorShare;
    const server = freeAt.indexOf(Math.min(...freeAt));
    const startsAt = Math.max(at, freeAt[server] ?? 0);
    const endsAt = failed ? at + 0.001 : startsAt + exponential(service.meanServiceSeconds);
    if (!failed) freeAt[server] = endsAt;
    samples.push({ endsAt, seconds: endsAt - at, failed });
    open = [...open, endsAt];
  }
  const isAnswered = ({ endsAt }: Sample) => endsAt < durationSeconds + drainSeconds;
  const answered = samples.filter(isAnswered);
  const line = lineOf(answered, durationSeconds);
  const openAt = openEachSecond(samples, durationSeconds);
  const windows = Array.from({ length: durationSeconds }, (_, second) => ({
    ...{
      atSeconds: second,
      requestsPerSecond: 0,
      failuresPerSecond: 0,
      users: openAt[second + 1] ?? 0,
      dropped: 0,
      errors: {},
    },
    ...{ p50Ms: null, p95Ms: null, p99Ms: null, ttftP50Ms: null, ttftP95Ms: null, phasesMs: null },
  }));
  const result = {
    ...{ startAtMs: 0, elapsedSeconds: durationSeconds, windowSeconds: 1, peakUsers: 0, startDelayP99Ms: 0 },
    coverage: { planned: 1, complete: 1, lost: [] },
    ...{ tasks: [line], total: line, answers: line, errors: [], latencyCurve: [], windows },
    dropped,
    interrupted: samples.length - answered.length,
  };
  return { ...result, verdict: evaluateSlo(spec.slo, result) };
}

/** How many are open at each whole second. */
function openEachSecond(samples: readonly Sample[], durationSeconds: number): readonly number[] {
  const changes = Array.from({ length: durationSeconds + 2 }, () => 0);
  const change = (second: number, by: number) => {
    const index = Math.min(durationSeconds + 1, Math.ceil(second));
    changes[index] = (changes[index] ?? 0) + by;
  };
  for (const { endsAt, seconds } of samples) {
    change(endsAt - seconds, 1);
    change(endsAt, -1);
  }
  let open = 0;
  return changes.map((by) => {
    open += by;
    return open;
  });
}

function lineOf(samples: readonly Sample[], durationSeconds: number): LoadTaskResult {
  const failures = samples.filter(({ failed }) => failed).length;
  const distribution = distributionOf(samples.filter(({ failed }) => !failed).map(({ seconds }) => seconds * 1_000));
  return {
    name: 'POST /run',
    requests: samples.length,
    failures,
    errorRate: samples.length === 0 ? 0 : failures / samples.length,
    requestsPerSecond: samples.length / durationSeconds,
    failuresPerSecond: failures / durationSeconds,
    avgBytes: 0,
    latencyMs: distribution,
    latencyFromIntendedMs: distribution,
    ...{ ttftMs: null, tokenGapMs: null, tokensPerSecond: null, answerTokens: 0, coldAnswers: 0, split: null },
  };
}

function distributionOf(values: readonly number[]): Distribution | null {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (rank: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(rank) - 1))] ?? 0;
  const p = (percentile: number) => at((percentile / 100) * sorted.length);
  const interval = (percentile: number) => {
    const share = percentile / 100;
    const spread = 1.96 * Math.sqrt(sorted.length * share * (1 - share));
    return { low: at(sorted.length * share - spread), high: at(sorted.length * share + spread + 1) };
  };
  if (sorted.length === 0) return null;
  return {
    count: sorted.length,
    avg: values.reduce((sum, value) => sum + value, 0) / values.length,
    ...{ min: at(0), max: p(100), p50: p(50), p66: p(66), p75: p(75), p80: p(80), p90: p(90), p95: p(95) },
    ...{ p98: p(98), p99: p(99), p999: p(99.9) },
    confidence: { p50: interval(50), p95: interval(95), p99: interval(99) },
  };
}

/** The share of requests of an M/M/c queue that take longer, once it has settled. */
export function shareLonger(service: SimulatedService, requestsPerSecond: number, seconds: number): number {
  const { servers, meanServiceSeconds } = service;
  const load = requestsPerSecond * meanServiceSeconds;
  if (load >= servers) return 1;
  const waits = erlangC(servers, load);
  const [at, spare] = [seconds / meanServiceSeconds, servers - load];
  // Waiting and being served are both exponential: where they have the same rate, the sum has another form.
  const more = Math.abs(spare - 1) < 1e-6 ? at : (1 - Math.exp(-(spare - 1) * at)) / (spare - 1);
  return Math.exp(-at) * (1 + waits * more);
}

/** The rate at which exactly so many of the requests take longer. */
export function rateWithShareLonger(service: SimulatedService, share: number, seconds: number): number {
  let [low, high] = [0, service.servers / service.meanServiceSeconds];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (shareLonger(service, middle, seconds) > share) high = middle;
    else low = middle;
  }
  return low;
}

/** The share of arrivals that have to wait. */
function erlangC(servers: number, load: number): number {
  let inverse = 1;
  for (let one = 1; one <= servers; one += 1) inverse = 1 + (one / load) * inverse;
  const blocked = 1 / inverse;
  return blocked / (1 - (load / servers) * (1 - blocked));
}
