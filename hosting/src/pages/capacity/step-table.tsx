import {
  type CapacityFigure,
  type CapacityJudgement,
  type CapacitySearch,
  type CapacityStep,
  evidenceText,
  formatPercent,
} from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { formatLatency } from '../../format/duration.ts';
import { Badge, type BadgeLook } from '../../ui/badge.tsx';
import { AlertIcon, CheckIcon, ClockIcon, CrossIcon, MinusIcon, RunningIcon } from '../../ui/icons.tsx';
import '../../load-view/load-tables.css';

const JUDGEMENTS: Readonly<Record<CapacityJudgement, BadgeLook>> = {
  meets: { text: 'Keeps', tone: 'good', Icon: CheckIcon },
  misses: { text: 'Misses', tone: 'bad', Icon: CrossIcon },
  unclear: { text: 'Unclear', tone: 'warn', Icon: AlertIcon },
};

/** Every step with its figures, what they prove, and its load test. */
export function StepTable({ search }: { readonly search: CapacitySearch }) {
  const { steps, spec } = search;
  const id = useId();
  if (steps.length === 0) return null;
  const isStreamed = steps.some(({ figures }) => figures?.ttftP95Ms);
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>Steps</h2>
        <span class="card-header-note">Tries of one value are judged together.</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="table-box" tabIndex={0} aria-label="Steps of the search">
        <table class="load-table capacity-steps">
          <thead>
            <tr>
              <th scope="col">{spec.mode === 'rate' ? 'Requests/s' : 'Users'}</th>
              <th scope="col" class="numeric">
                Length
              </th>
              <th scope="col" class="numeric">
                Answers
              </th>
              <th scope="col" class="numeric">
                p50
              </th>
              <th scope="col" class="numeric">
                p95
              </th>
              {isStreamed && (
                <th scope="col" class="numeric">
                  First token, p95
                </th>
              )}
              <th scope="col" class="numeric">
                Errors
              </th>
              <th scope="col">Judged</th>
              <th scope="col">Why</th>
              <th scope="col">Load test</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step, index) => (
              <StepRow key={step.loadTestId} step={step} number={index + 1} isStreamed={isStreamed} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function StepRow(props: { readonly step: CapacityStep; readonly number: number; readonly isStreamed: boolean }) {
  const { step, number, isStreamed } = props;
  const { value, durationSeconds, figures, evidence, loadTestId, failure } = step;
  return (
    <tr>
      <th scope="row">{value}</th>
      <td class="numeric">{durationSeconds} s</td>
      <td class="numeric">{figures ? figures.answers.toLocaleString('en') : '–'}</td>
      <td class="numeric">{figureText(figures?.p50Ms)}</td>
      <td class="numeric">{figureText(figures?.p95Ms)}</td>
      {isStreamed && <td class="numeric">{figureText(figures?.ttftP95Ms)}</td>}
      <td class="numeric">{figures ? formatPercent(figures.errorRate) : '–'}</td>
      <td>
        <Badge {...lookOf(step)} />
      </td>
      <td class="capacity-why">
        {failure?.message}
        {step.kind === 'measure' && evidence.map((item) => <span key={evidenceText(item)}>{evidenceText(item)}</span>)}
      </td>
      <td>
        <a href={`/load-tests/${loadTestId}`} aria-label={`Figures of step ${number}`}>
          Figures
        </a>
      </td>
    </tr>
  );
}

function lookOf({ kind, status, judgement }: CapacityStep): BadgeLook {
  if (status === 'running') return { text: 'Running', tone: 'info', Icon: RunningIcon };
  if (status === 'lost') return { text: 'Lost', tone: 'bad', Icon: CrossIcon };
  if (kind === 'warmUp') return { text: 'Warm-up', tone: 'plain', Icon: ClockIcon };
  return judgement ? JUDGEMENTS[judgement] : { text: 'Not judged', tone: 'plain', Icon: MinusIcon };
}

function figureText(figure: CapacityFigure | null | undefined): string {
  return figure ? formatLatency(figure.value) : '–';
}
