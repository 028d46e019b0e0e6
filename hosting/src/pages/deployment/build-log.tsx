import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CheckField } from '../../ui/check-field.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { CheckIcon, ClockIcon, RunningIcon } from '../../ui/icons.tsx';
import type { LogStatus } from './follow-build-log.ts';
import { useBuildLog } from './use-build-log.ts';

/** Nearer to the end than this counts as being at the end. */
const END_ZONE_PX = 24;

/** The log of one build, live; it follows the end until somebody scrolls up. */
export function BuildLog(props: { readonly deploymentId: string; readonly build: 'backend' | 'agent' }) {
  const { log, status, retry } = useBuildLog(props.deploymentId, props.build);
  const [follow, setFollow] = useState(true);
  const box = useRef<HTMLElement>(null);

  useLayoutEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, log]);

  const onScroll = () => {
    if (!box.current) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    setFollow(scrollHeight - scrollTop - clientHeight < END_ZONE_PX);
  };

  if (status.kind === 'failed') return <FailurePanel failure={status.failure} retry={retry} />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section ref={box} class="log" tabIndex={0} aria-label="Build log" onScroll={onScroll}>
        {log.droppedLines > 0 && <p class="log-dropped">{log.droppedLines} earlier lines are not shown.</p>}
        {log.lines.map(({ number, text }) => (
          <p key={number} class="log-line" data-number={number}>
            {text}
          </p>
        ))}
        {log.lines.length === 0 && <p class="log-dropped">Nothing written yet.</p>}
      </section>
      <div class="log-bar">
        <LogState status={status} />
        <CheckField label="Follow" checked={follow} onChecked={setFollow} />
      </div>
    </>
  );
}

function LogState({ status }: { readonly status: Exclude<LogStatus, { kind: 'failed' }> }) {
  switch (status.kind) {
    case 'following':
      return (
        <span class="log-state">
          <RunningIcon /> Following
        </span>
      );
    case 'reconnecting':
      return (
        <span class="log-state" role="status">
          <ClockIcon /> Connection lost, going on soon. {status.failure.message}
        </span>
      );
    case 'complete':
      return (
        <span class="log-state">
          <CheckIcon /> Complete
        </span>
      );
  }
}
