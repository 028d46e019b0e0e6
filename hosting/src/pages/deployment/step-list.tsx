import type { Deployment } from '@proving-ground/shared';
import { formatDuration, formatElapsed } from '../../format/duration.ts';
import { CheckIcon, CrossIcon, MinusIcon, RunningIcon } from '../../ui/icons.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { type StepView, timeline } from './timeline.ts';
import './step-list.css';

/** The steps in their order, ticking while the deployment runs. */
export function StepList({ deployment }: { readonly deployment: Deployment }) {
  // Read only while running: an ended deployment needs no clock.
  const nowMs = deployment.status === 'running' ? secondsClock.value : 0;
  return (
    <ol class="steps" aria-label="Steps">
      {timeline(deployment, nowMs).map((row) => (
        <li key={row[0]?.id} class="steps-row">
          {row.map((step) => (
            <Step key={step.id} step={step} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { readonly step: StepView }) {
  const { title, status, statusText, detail, durationMs } = step;
  return (
    <div class="step" data-status={status}>
      <span class="step-mark">
        <StepIcon status={status} />
      </span>
      <p class="step-head">
        <span class="step-title">{title}</span>
        <span class="step-time">
          <span class={status === 'done' || status === 'pending' ? 'visually-hidden' : undefined}>{statusText}</span>
          {durationMs !== null && <> {status === 'running' ? formatElapsed(durationMs) : formatDuration(durationMs)}</>}
        </span>
      </p>
      {detail && <p class="step-detail">{detail}</p>}
    </div>
  );
}

function StepIcon({ status }: { readonly status: StepView['status'] }) {
  switch (status) {
    case 'running':
      return <RunningIcon />;
    case 'done':
      return <CheckIcon />;
    case 'failed':
      return <CrossIcon />;
    case 'skipped':
    case 'notReached':
      return <MinusIcon />;
    case 'pending':
      return null;
  }
}
