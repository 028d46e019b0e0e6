import { describeError, type Log } from '../log.ts';
import type { TurnStep } from './play-turn.ts';

const CLIENT_GONE_STATUS = 499;

/** Writes the one line of a turn: how it ended, how long it took, what the model needed; never what was said. */
export const logTurn = ({
  log,
  route,
  last,
  durationMs,
  sessionWaitMs,
  clientGone,
  trace,
}: {
  readonly log: Log;
  readonly route: string;
  readonly last: TurnStep | undefined;
  readonly durationMs: number;
  /** Before that, for an earlier question of the same session. */
  readonly sessionWaitMs: number;
  readonly clientGone: boolean;
  readonly trace: Readonly<Record<string, string | boolean>>;
}): void => {
  const failure = last?.failure;
  const status = clientGone ? CLIENT_GONE_STATUS : (failure?.status ?? 200);
  const failed = failure === undefined ? {} : { errorCode: failure.errorCode, detail: failure.detail };
  const thrown = failure?.error === undefined ? {} : describeError(failure.error);
  log(!clientGone && status >= 500 ? 'ERROR' : 'INFO', 'turn', {
    route,
    status,
    durationMs: Math.round(durationMs),
    sessionWaitMs: Math.round(sessionWaitMs),
    ...(clientGone ? {} : { ...failed, ...thrown }),
    ...last?.event.customMetadata,
    ...trace,
  });
};
