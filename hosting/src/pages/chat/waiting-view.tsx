import { formatElapsed } from '../../format/duration.ts';
import { RunningIcon } from '../../ui/icons.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';

/** A model that is loaded answers sooner than this. */
const COLD_AFTER_MS = 3_000;
/** A writer renews its lease long before it runs out. */
const LATE_MS = 5_000;

/** Who or what an answer waits for. */
export function WaitingView(props: {
  readonly askedAtMs: number;
  readonly isAccepted: boolean;
  readonly hasText: boolean;
  readonly isStopping: boolean;
  readonly leaseUntilMs: number | null;
}) {
  const { askedAtMs, isAccepted, hasText, isStopping, leaseUntilMs } = props;
  const nowMs = secondsClock.value;
  const waitedMs = Math.max(0, nowMs - askedAtMs);
  if (leaseUntilMs !== null && nowMs > leaseUntilMs + LATE_MS) {
    return (
      <p class="waiting">
        <RunningIcon />
        <span>Nothing has come for a while: somebody else takes this up, or ends it, within a minute.</span>
      </p>
    );
  }
  if (isStopping) {
    return (
      <p class="waiting">
        <RunningIcon />
        <span>Stopping</span>
      </p>
    );
  }
  if (hasText) return null;
  const cold = isAccepted && waitedMs >= COLD_AFTER_MS;
  const text = !isAccepted ? 'Asking the agent' : cold ? 'Starting the model' : 'Waiting for the model';
  return (
    <p class="waiting">
      <RunningIcon />
      <span>{text}</span>
      <span aria-hidden="true">{formatElapsed(waitedMs)}</span>
      {cold && <small>After a pause the first answer takes longer: an instance starts and loads the weights.</small>}
    </p>
  );
}
