import {
  type CapacitySearch,
  capacityValueText,
  MODEL_CATALOGUE,
  runningStep,
  scenarioOf,
  stepsLeft,
} from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { formatDuration, formatElapsed } from '../../format/duration.ts';
import { formatInstant } from '../../format/instant.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CapacityStatusBadge } from '../../ui/capacity-status-badge.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { StopIcon } from '../../ui/icons.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';

/** What is searched, how far it is and what can be done with it. */
export function CapacityHeader({ search }: { readonly search: CapacitySearch }) {
  const { session } = useApi();
  const { id, target, spec, status, requestedBy, createdAt, endedAt } = search;
  const isOver = status !== 'running';
  return (
    <>
      <PageHeader
        title={
          <>
            Capacity of {MODEL_CATALOGUE[target.model].label} <span class="in-region">in {target.region}</span>
          </>
        }
        lead={
          <span class="headline" role="status">
            <CapacityStatusBadge status={status} />
            <span>
              Scenario {scenarioOf(spec).name}, while <code>{spec.slo}</code> is kept
            </span>
          </span>
        }
        actions={
          <>
            {!isOver && <StopSearch search={search} />}
            {isOver && session.may('operator') && (
              <LinkButton href={`/capacity/new?from=${id}`}>Search again</LinkButton>
            )}
          </>
        }
      />
      <div class="capacity-about">
        <p class="figures">
          <span>
            <code>{target.agent.name}</code> at revision <code>{target.agent.revision}</code>
          </span>
          <span>
            by {requestedBy.email ?? requestedBy.uid}, <time dateTime={createdAt}>{formatInstant(createdAt)}</time>
          </span>
          {endedAt && <span>took {formatDuration(Date.parse(endedAt) - Date.parse(createdAt))}</span>}
        </p>
        {!isOver && <Progress search={search} />}
      </div>
    </>
  );
}

/** Where it is now; outside the live region, because a screen reader must not read every second. */
function Progress({ search }: { readonly search: CapacitySearch }) {
  const { spec, bounds, steps } = search;
  const step = runningStep(search);
  const left = stepsLeft(spec, bounds);
  const elapsedMs = step ? secondsClock.value - Date.parse(step.startedAt) : 0;
  const doing = step
    ? `${step.kind === 'warmUp' ? 'Warming up with' : 'Trying'} ${capacityValueText(spec, step.value)}, ${formatElapsed(elapsedMs)} of about ${step.durationSeconds} s`
    : steps.length === 0
      ? 'About to begin'
      : 'A short rest before the next step';
  const more = left === 0 ? 'making sure of the answer' : `about ${left} more step${left === 1 ? '' : 's'}`;
  const text = `${doing}; ${more}.`;
  return (
    <div class="capacity-progress">
      <progress
        class="progress"
        value={step ? Math.min(elapsedMs / 1_000, step.durationSeconds) : 0}
        max={step?.durationSeconds ?? 1}
        aria-label="Progress of the step"
        aria-valuetext={text}
      />
      <span class="card-header-note">{text}</span>
    </div>
  );
}

/** Ends the search now; nothing is asked first, because what it knows stays and it can be run again. */
function StopSearch({ search }: { readonly search: CapacitySearch }) {
  const { callables, session } = useApi();
  const { run, busy, failure } = useAction('Stopping the search');
  if (!session.may('operator')) return null;
  const isStopping = busy || search.stopRequested;
  const stop = () =>
    run(async () => {
      await callables.call('stopCapacitySearch', { searchId: search.id });
    });
  return (
    <>
      <Button variant="danger" busy={isStopping} onClick={() => void stop()}>
        {!isStopping && <StopIcon />}
        {isStopping ? 'Stopping…' : 'Stop'}
      </Button>
      {failure && <FailurePanel title="Not stopped" failure={failure} />}
    </>
  );
}
