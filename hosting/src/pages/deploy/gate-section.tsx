import { GATE_PRESET_NAMES, GATE_PRESETS, type GatePresetName, SHIPPED_SCENARIO_NAMES } from '@proving-ground/shared';
import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { FormSection } from '../../ui/form-section.tsx';
import type { DeployForm } from './deploy-form.ts';
import { gateEstimate } from './gate-estimate.ts';
import { GateFields } from './gate-fields.tsx';
import { type GateForm, gateFormOf, presetOf } from './gate-form.ts';
import type { LivePair } from './use-live-pair.ts';

/** What the new pair must keep under load, beside the one that serves, to get the traffic. */
export function GateSection(props: {
  readonly form: DeployForm;
  readonly pair: LivePair;
  readonly errors: FieldErrors;
  readonly onGate: (gate: GateForm) => void;
}) {
  const { form, pair, errors, onGate } = props;
  const { gate } = form;
  const prices = useGpuPrices();
  const estimate = gate.isOn ? gateEstimate(form, prices) : null;
  return (
    <FormSection
      title="Load gate"
      lead="Tests the release that serves and the new one in turn, and moves the traffic only if the new one is not worse."
    >
      <CheckField
        label="Compare under load before the traffic moves"
        hint="A release that is worse for certain fails and gets no traffic. Where chance may have done it, the release is held and you decide."
        checked={gate.isOn}
        onChecked={(isOn) => onGate({ ...gate, isOn })}
      />
      {gate.isOn && (
        <>
          <ChoiceField
            legend="How closely"
            choices={choicesOf(gate)}
            value={presetOf(gate) ?? 'own'}
            onValue={(value) => value !== 'own' && onGate(gateFormOf(GATE_PRESETS[value].gate))}
          />
          <GateFields gate={gate} errors={errors} onGate={onGate} scenarios={scenarioOptions(gate)} />
          {pair.kind === 'none' && (
            <p class="field-hint">
              Nothing serves under this name yet: without anything to compare with, the gate is skipped.
            </p>
          )}
          {estimate && <p class="field-hint">{estimate} It ends as soon as the matter is clear.</p>}
        </>
      )}
    </FormSection>
  );
}

const PRESET_CHOICES = GATE_PRESET_NAMES.map((value: GatePresetName | 'own') => {
  const { title, text } = GATE_PRESETS[value as GatePresetName];
  return { value, title, text };
});
const OWN_CHOICE = { value: 'own' as const, title: 'Your own', text: 'The values below.' };

function choicesOf(gate: GateForm) {
  return presetOf(gate) ? PRESET_CHOICES : [...PRESET_CHOICES, OWN_CHOICE];
}

function scenarioOptions({ ownScenario }: GateForm) {
  const shipped = SHIPPED_SCENARIO_NAMES.map((value) => ({ value: String(value), text: String(value) }));
  return ownScenario ? [{ value: '', text: `${ownScenario.name} (as before)` }, ...shipped] : shipped;
}
