import { SLO_EXAMPLE, SLO_OPERATORS, type SloMetric } from '@proving-ground/shared';
import { Facts } from '../ui/facts.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { LoadFormProps } from './load-form-props.ts';

const MEANINGS: Readonly<Record<SloMetric, string>> = {
  avgMs: 'mean latency of the answers, in ms',
  p50Ms: 'median latency, in ms',
  p90Ms: 'latency that 90 % stay under, in ms',
  p95Ms: 'latency that 95 % stay under, in ms',
  p99Ms: 'latency that 99 % stay under, in ms',
  p999Ms: 'latency that 99.9 % stay under, in ms',
  maxMs: 'longest latency, in ms',
  intendedP95Ms: 'the same as p95Ms, from when the request should have started',
  intendedP99Ms: 'the same as p99Ms, from when the request should have started',
  ttftP50Ms: 'time to first token, median, in ms',
  ttftP95Ms: 'time to first token, 95 %, in ms',
  ttftP99Ms: 'time to first token, 99 %, in ms',
  gapP95Ms: 'gap between two tokens, 95 %, in ms',
  gapP99Ms: 'gap between two tokens, 99 %, in ms',
  tokensPerSecondP50: 'tokens a second of an answer, median',
  requestsPerSecond: 'all requests a second',
  errorRate: 'failed requests of all, from 0 to 1',
  droppedRate: 'dropped arrivals of all, from 0 to 1',
  coldAnswers: 'answers for which the model had to be loaded',
};

/** What the test has to keep to pass. */
export function SloField({ form, errors, onForm }: LoadFormProps) {
  return (
    <>
      <TextField
        label="Thresholds"
        value={form.slo}
        hint={`For example ${SLO_EXAMPLE}. Empty: the test gives no verdict.`}
        error={errors.get('spec.slo')}
        onValue={(slo) => onForm({ ...form, slo })}
      />
      <details class="form-help">
        <summary>Figures that a threshold may be about</summary>
        <p>
          Compare with {SLO_OPERATORS.join(' ')}; separate several with a comma. Time to first token, gaps and tokens a
          second need a scenario that streams.
        </p>
        <Facts facts={Object.entries(MEANINGS).map(([metric, meaning]) => ({ name: metric, value: meaning }))} />
      </details>
    </>
  );
}
