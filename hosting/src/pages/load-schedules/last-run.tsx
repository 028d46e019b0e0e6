import type { LoadSchedule } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatAgo, formatInstant } from '../../format/instant.ts';
import { LoadStatusBadge } from '../../ui/load-status-badge.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { VerdictBadge } from '../../ui/verdict-badge.tsx';

/** What came of a schedule's last run. */
export function LastRun({ lastRun }: { readonly lastRun: LoadSchedule['lastRun'] }) {
  if (!lastRun) return <>None yet</>;
  const { at, loadTestId, failure } = lastRun;
  const ago = (
    <time dateTime={at} title={formatInstant(at)}>
      {formatAgo(at, secondsClock.value)}
    </time>
  );
  return (
    <span class="headline">
      {loadTestId ? <a href={`/load-tests/${loadTestId}`}>{ago}</a> : ago}
      {loadTestId && <Outcome loadTestId={loadTestId} />}
      {failure && (
        <span class="schedule-failure">
          No test was started: {failure.message} <code>{failure.reason}</code>
        </span>
      )}
    </span>
  );
}

/** How its load test goes; nothing while that cannot be read, as the link beside it says. */
function Outcome({ loadTestId }: { readonly loadTestId: string }) {
  const { loads } = useApi();
  const loadTest = useLive(() => loads.loadTest(loadTestId), loadTestId);
  if (loadTest.kind !== 'ready') return null;
  const verdict = loadTest.value.headline?.verdict;
  return (
    <>
      <LoadStatusBadge status={loadTest.value.status} />
      {verdict && <VerdictBadge verdict={verdict} />}
    </>
  );
}
