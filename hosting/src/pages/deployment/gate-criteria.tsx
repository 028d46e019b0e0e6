import {
  GATE_CRITERION_NAMES,
  type GateCriterion,
  gateLimitText,
  gateRangeText,
  gateShiftText,
} from '@proving-ground/shared';
import { formatLatency } from '../../format/duration.ts';
import { Badge, type BadgeLook } from '../../ui/badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon } from '../../ui/icons.tsx';
import { intervalBar } from './interval-bar.ts';

const VERDICTS: Readonly<Record<GateCriterion['verdict'], BadgeLook>> = {
  holds: { text: 'Holds', tone: 'good', Icon: CheckIcon },
  violates: { text: 'Missed', tone: 'bad', Icon: CrossIcon },
  unclear: { text: 'Not clear', tone: 'warn', Icon: AlertIcon },
};

/** Each limit with what was measured: where the truth may lie, and whether that is on the right side of the limit. */
export function GateCriteria({ criteria }: { readonly criteria: readonly GateCriterion[] }) {
  return (
    <ul class="gate-criteria" aria-label="Limits">
      {criteria.map((criterion) => (
        <li key={criterion.id}>
          <div class="gate-criterion-head">
            <strong>{capitalised(GATE_CRITERION_NAMES[criterion.id])}</strong>
            <Badge {...VERDICTS[criterion.verdict]} />
          </div>
          <Bar criterion={criterion} />
          <p class="figures">
            <span>
              {valueText(criterion, criterion.old)} before, {valueText(criterion, criterion.new)} now
            </span>
            <span>{rangeText(criterion)}</span>
            <span>{gateLimitText(criterion)} allowed</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Bar({ criterion }: { readonly criterion: GateCriterion }) {
  const bar = intervalBar(criterion);
  if (!bar) return null;
  const at = (percent: number) => ({ insetInlineStart: `${percent}%` });
  return (
    // What it shows stands in words below it.
    <div class="gate-bar" data-verdict={criterion.verdict} aria-hidden="true">
      <span class="gate-bar-neutral" style={at(bar.neutral)} />
      <span class="gate-bar-range" style={{ ...at(bar.low), inlineSize: `${Math.max(bar.high - bar.low, 0.5)}%` }} />
      <span class="gate-bar-observed" style={at(bar.observed)} />
      <span class="gate-bar-limit" style={at(bar.limit)} />
    </div>
  );
}

function rangeText(criterion: GateCriterion): string {
  const range = gateRangeText(criterion);
  if (range === null) return 'Could not be compared';
  const { id, observed } = criterion;
  return observed === null ? capitalised(range) : `${gateShiftText(id, observed)} (${range})`;
}

function valueText({ id }: GateCriterion, value: number | null): string {
  if (value === null) return '–';
  if (id === 'errorRate') return `${(value * 100).toFixed(1)} %`;
  return id === 'goodput' ? `${value.toFixed(2)}/s` : formatLatency(value);
}

function capitalised(text: string): string {
  return `${text.replace(/^the /, '').charAt(0).toUpperCase()}${text.replace(/^the /, '').slice(1)}`;
}
