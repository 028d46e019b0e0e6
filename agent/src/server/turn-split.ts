import type { CallSplit } from '../model/call-split.ts';
import type { ModelCall } from '../trace/turn-context.ts';

const US_PER_MS = 1000;

/** Where the agent's time for a turn went, in whole microseconds that add up; a client adds what came before and after. */
export interface TurnSplit extends CallSplit {
  /** The agent's own work. */
  readonly agent: number;
}

const sumOf = (splits: readonly CallSplit[], part: keyof CallSplit): number =>
  splits.reduce((sum, split) => sum + split[part], 0);

/** Parts the time of a turn among its calls and the agent itself; undefined as soon as one call is not known. */
export const splitTurn = ({
  calls,
  turnMs,
}: {
  readonly calls: readonly Pick<ModelCall, 'splitUs'>[];
  readonly turnMs: number;
}): TurnSplit | undefined => {
  const splits = calls.flatMap(({ splitUs }) => splitUs ?? []);
  if (splits.length === 0 || splits.length < calls.length) return undefined;
  const of = {
    backendWait: sumOf(splits, 'backendWait'),
    modelQueue: sumOf(splits, 'modelQueue'),
    modelLoad: sumOf(splits, 'modelLoad'),
    prompt: sumOf(splits, 'prompt'),
    generation: sumOf(splits, 'generation'),
  };
  const callsUs = Object.values(of).reduce((sum, us) => sum + us, 0);
  return { agent: Math.max(0, Math.round(turnMs * US_PER_MS) - callsUs), ...of };
};

const METRICS = {
  agent: 'agent',
  backendWait: 'backend-wait',
  modelQueue: 'model-queue',
  modelLoad: 'model-load',
  prompt: 'prompt',
  generation: 'generation',
} as const satisfies Readonly<Record<keyof TurnSplit, string>>;

/** The same for the developer tools of browsers: https://www.w3.org/TR/server-timing/ */
export const serverTiming = (splitUs: TurnSplit): string =>
  Object.entries(METRICS)
    .map(([part, name]) => `${name};dur=${splitUs[part as keyof TurnSplit] / US_PER_MS}`)
    .join(', ');
