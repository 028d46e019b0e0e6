import {
  describeLoad,
  isOver,
  type LoadTargetRecord,
  type LoadTest,
  type LoadTestConclusion,
  MODEL_CATALOGUE,
  partText,
  shortDigest,
} from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatInstant } from '../../format/instant.ts';
import type { FiguresState } from '../../load-view/use-load-figures.ts';
import { LinkButton } from '../../ui/button.tsx';
import { ClockIcon } from '../../ui/icons.tsx';
import { LoadStatusBadge } from '../../ui/load-status-badge.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { BaselineActions } from './baseline-actions.tsx';
import { ExportBar } from './export-bar.tsx';
import { LoadTestProgress } from './load-test-progress.tsx';
import { ScalingLine } from './scaling-line.tsx';
import { StopLoadTest } from './stop-load-test.tsx';

/** What it is, how far it is and what can be done with it. */
export function LoadTestHeader(props: {
  readonly test: LoadTest;
  readonly targets: readonly LoadTargetRecord[] | null;
  readonly figures: FiguresState;
  readonly conclusion: LoadTestConclusion | null;
}) {
  const { test, targets, figures, conclusion } = props;
  const { session } = useApi();
  const { id, target, status, spec, note } = test;
  const hasEnded = isOver(status);
  return (
    <>
      <PageHeader
        title={
          <>
            Load test of {MODEL_CATALOGUE[target.model].label} <span class="in-region">in {target.region}</span>
          </>
        }
        lead={
          <span class="headline" role="status">
            <LoadStatusBadge status={status} />
            <span>{describeLoad(spec)}</span>
          </span>
        }
        actions={
          <>
            <StopLoadTest test={test} />
            {hasEnded && session.may('operator') && (
              <LinkButton href={`/load-tests/new?from=${id}`}>Run again</LinkButton>
            )}
            {hasEnded && targets && <BaselineActions test={test} targets={targets} />}
          </>
        }
      />
      <div class="load-test-about">
        {note && <p class="load-test-note">{note}</p>}
        <Identity test={test} />
        {conclusion && <ScalingLine conclusion={conclusion} />}
        {!hasEnded && <LoadTestProgress test={test} figures={figures} />}
        {hasEnded && figures.kind === 'ready' && <ExportBar exported={{ test, result: figures.result, conclusion }} />}
      </div>
    </>
  );
}

function Identity({ test }: { readonly test: LoadTest }) {
  const { target, requestedBy, createdAt, startAt, endedAt, scheduleId, partOf } = test;
  const part = partOf && partText(partOf);
  return (
    <p class="figures">
      <span>
        <code>{target.agent.name}</code> at revision <code>{target.agent.revision}</code>, image{' '}
        <code title={target.agent.digest}>{shortDigest(target.agent.digest)}</code>
      </span>
      <span>
        by {requestedBy.email ?? requestedBy.uid}, <time dateTime={createdAt}>{formatInstant(createdAt)}</time>
      </span>
      {scheduleId && (
        <a class="load-test-scheduled" href="/load-schedules">
          <ClockIcon />
          started by a schedule
        </a>
      )}
      {part && <a href={part.href}>{part.text}</a>}
      {startAt && endedAt && <span>took {formatDuration(Date.parse(endedAt) - Date.parse(startAt))}</span>}
    </p>
  );
}
