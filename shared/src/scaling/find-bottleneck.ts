import type { RunSight } from './run-sight.ts';
import type { ServiceSight } from './service-sight.ts';

/** What held the answers up. */
export type Bottleneck = 'backend' | 'agent' | 'loadGenerator' | 'coldStarts' | 'none' | 'unknown';

/**
 * What speaks for a bottleneck. `waited`, `refused` and `worked` come from the load test's own figures, `full`, `processors` and
 * `queued` from Cloud Monitoring.
 */
export type Sign = 'waited' | 'refused' | 'worked' | 'full' | 'processors' | 'queued';

export interface Finding {
  readonly bottleneck: Bottleneck;
  /** `clear`: figures and metrics say the same. `likely`: one of them alone does. */
  readonly certainty: 'clear' | 'likely';
  readonly signs: { readonly agent: readonly Sign[]; readonly backend: readonly Sign[] };
}

export interface Sights {
  readonly run: RunSight;
  readonly agent: ServiceSight;
  /** Null when the test has no backend on record. */
  readonly backend: ServiceSight | null;
}

/** A wait below this part of an answer's time, or this short, holds nobody up. */
const WAIT_SHARE = 0.2;
const WAIT_MS = 100;
/** An agent that works for this part of an answer's time does more than hand it on. */
const AGENT_WORK_SHARE = 0.4;
/** Starts that take this part of all waiting shape every figure. */
const COLD_SHARE = 0.3;
/** Above this the tester was too busy to send in time. */
export const LATE_MS = 50;
/** A queue that was there for less of the run than this waited for a start. */
const PENDING_SHARE = 0.3;
/** Medians under full and little load differ by this much anyway. */
export const SLOWDOWN = 1.5;
/** A run with more errors than this was not served well, whatever else it shows. */
const ERROR_RATE = 0.01;
const FIGURES: readonly Sign[] = ['waited', 'refused', 'worked'];

/** Weighs the signs of each place that can be a bottleneck. Pure. */
export function findBottleneck(sights: Sights): Finding {
  const { run, backend } = sights;
  const signs = { agent: agentSigns(sights), backend: backend ? backendSigns(run, backend) : [] };
  const found = (bottleneck: Bottleneck, certainty: Finding['certainty']): Finding => ({
    bottleneck,
    certainty,
    signs,
  });
  if (run.requests === 0) return found('unknown', 'likely');
  if (run.cold.answers > 0 && run.cold.share >= COLD_SHARE) return found('coldStarts', run.split ? 'clear' : 'likely');
  if (signs.backend.length > 0 && (signs.agent.length === 0 || isRootBackend(sights, signs))) {
    return found('backend', certaintyOf(signs.backend));
  }
  if (signs.agent.length > 0) return found('agent', certaintyOf(signs.agent));
  if ((run.lateMs ?? 0) > LATE_MS) return found('loadGenerator', isKnown(sights) ? 'clear' : 'likely');
  return isServedWell(run) && isKnown(sights)
    ? found('none', run.split ? 'clear' : 'likely')
    : found('unknown', 'likely');
}

function backendSigns(run: RunSight, sight: ServiceSight): readonly Sign[] {
  const signs: Sign[] = [];
  if (isLong(run.split?.forBackend)) signs.push('waited');
  if (run.backendRefusals > 0) signs.push('refused');
  signs.push(...metricSigns(sight, { doesQueue: run.split === null || isLong(run.split.forBackend) }));
  return signs;
}

function agentSigns({ run, agent }: Sights): readonly Sign[] {
  const signs: Sign[] = [];
  if (isLong(run.split?.atAgentDoor)) signs.push('waited');
  if (run.agentRefusals > 0) signs.push('refused');
  if (run.split && run.split.inAgent.share >= AGENT_WORK_SHARE) signs.push('worked');
  signs.push(...metricSigns(agent, { doesQueue: run.split === null || isLong(run.split.atAgentDoor) }));
  return signs;
}

/** A busy GPU is no sign: one answer alone keeps it busy, and it serves several at the same time as fast. */
function metricSigns(sight: ServiceSight, { doesQueue }: { readonly doesQueue: boolean }): readonly Sign[] {
  const signs: Sign[] = [];
  // With room for another instance it was not at its end, only on the way there.
  const isAtEnd = sight.isAtMost ?? true;
  if (isAtEnd && sight.isFull && doesQueue) signs.push('full');
  if (isAtEnd && sight.cpu?.isBusy) signs.push('processors');
  if (isAtEnd && sight.pending && sight.pending.peak > 0 && sight.pending.share >= PENDING_SHARE) signs.push('queued');
  return signs;
}

/**
 * An agent that waits for its backend fills up too, so the backend comes first, unless answers waited much longer at the
 * agent's door than for the backend. Processors at their end are one wherever the queue stands.
 */
function isRootBackend({ run }: Sights, signs: Finding['signs']): boolean {
  if (signs.backend.includes('processors') && !signs.agent.includes('processors')) return true;
  return run.split === null || run.split.forBackend.ms >= run.split.atAgentDoor.ms / 2;
}

function certaintyOf(signs: readonly Sign[]): Finding['certainty'] {
  const fromFigures = signs.some((sign) => FIGURES.includes(sign));
  return fromFigures && signs.some((sign) => !FIGURES.includes(sign)) ? 'clear' : 'likely';
}

function isLong(wait: { readonly ms: number; readonly share: number } | undefined): boolean {
  return wait !== undefined && wait.share >= WAIT_SHARE && wait.ms >= WAIT_MS;
}

function isServedWell({ errorRate, timeouts, dropped, slowdown }: RunSight): boolean {
  return errorRate < ERROR_RATE && timeouts === 0 && dropped === 0 && (slowdown === null || slowdown < SLOWDOWN);
}

/** Whether a bottleneck would have shown: without eyes, nothing seen means nothing. */
function isKnown({ run, agent, backend }: Sights): boolean {
  const isSeen = (sight: ServiceSight) => sight.inFlight !== null && sight.cpu !== null;
  return run.split !== null || (isSeen(agent) && backend !== null && isSeen(backend));
}
