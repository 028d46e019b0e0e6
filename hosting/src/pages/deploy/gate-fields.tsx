import type { FieldErrors } from '../../ui/field-errors.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type GateForm, hasFirstToken } from './gate-form.ts';

/** The limits of a load gate and the load they are measured under. */
export function GateFields(props: {
  readonly gate: GateForm;
  readonly scenarios: readonly { readonly value: string; readonly text: string }[];
  readonly errors: FieldErrors;
  readonly onGate: (gate: GateForm) => void;
}) {
  const { gate, scenarios, errors, onGate } = props;
  const number = (
    field: Exclude<keyof GateForm, 'isOn' | 'scenario' | 'ownScenario'>,
    text: { readonly label: string; readonly hint: string; readonly unit?: string; readonly path: string },
  ) => (
    <TextField
      label={text.label}
      hint={text.hint}
      numeric
      {...(text.unit && { unit: text.unit })}
      value={gate[field]}
      disabled={field === 'ttftPercent' && !hasFirstToken(gate)}
      error={errors.get(`gate.${text.path}`)}
      onValue={(value) => onGate({ ...gate, [field]: value })}
    />
  );
  return (
    <>
      <div class="field-grid">
        {number('p95Percent', {
          label: '95th percentile',
          hint: 'Slower by at most.',
          unit: '%',
          path: 'maxP95Increase',
        })}
        {number('ttftPercent', {
          label: 'First token',
          hint: hasFirstToken(gate) ? 'Slower by at most; empty: not judged.' : 'This scenario does not stream.',
          unit: '%',
          path: 'maxTtftP95Increase',
        })}
        {number('errorPercent', {
          label: 'Failed requests',
          hint: 'More by at most, in points.',
          unit: '%',
          path: 'maxErrorRateIncrease',
        })}
        {number('goodputPercent', {
          label: 'Good answers',
          hint: 'At least this part of before.',
          unit: '%',
          path: 'minGoodputRatio',
        })}
      </div>
      <div class="field-grid">
        <SelectField
          label="Scenario"
          value={gate.scenario}
          options={scenarios}
          hint="What the users ask."
          error={errors.get('gate.scenario')}
          onValue={(scenario) => onGate({ ...gate, scenario, ...(scenario !== '' && { ownScenario: null }) })}
        />
        {number('users', { label: 'Users', hint: 'At the same time.', path: 'users' })}
        {number('roundSeconds', { label: 'Length of a test', hint: 'Two a round.', unit: 's', path: 'roundSeconds' })}
        {number('minRounds', { label: 'Least rounds', hint: 'Before the first verdict.', path: 'minRounds' })}
        {number('maxRounds', { label: 'Most rounds', hint: 'Then you are asked.', path: 'maxRounds' })}
      </div>
    </>
  );
}
