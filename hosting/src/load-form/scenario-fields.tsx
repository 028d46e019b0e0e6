import { LOAD_LIMITS, SHIPPED_SCENARIO_NAMES, SHIPPED_SCENARIOS } from '@proving-ground/shared';
import { SelectField } from '../ui/select-field.tsx';
import { TextAreaField } from '../ui/text-area-field.tsx';
import { OWN_SCENARIO, type ScenarioChoice, withScenario } from './load-form.ts';
import type { LoadFormProps } from './load-form-props.ts';

const OPTIONS = [
  ...SHIPPED_SCENARIO_NAMES.map((name) => ({ value: name, text: name })),
  { value: OWN_SCENARIO, text: 'Own scenario' },
];

/** What the virtual users do. */
export function ScenarioFields({ form, errors, onForm }: LoadFormProps) {
  const isOwn = form.scenario === OWN_SCENARIO;
  return (
    <>
      <SelectField
        label="Scenario"
        value={form.scenario}
        options={OPTIONS}
        hint={
          form.scenario === OWN_SCENARIO
            ? 'What the virtual users do, as data; it begins with the scenario that was chosen before.'
            : SHIPPED_SCENARIOS[form.scenario].description
        }
        onValue={(scenario) => onForm(withScenario(form, scenario as ScenarioChoice))}
      />
      {isOwn && (
        <>
          <TextAreaField
            label="Scenario as JSON"
            rows={16}
            value={form.scenarioText}
            error={errors.get('spec.scenario')}
            onValue={(scenarioText) => onForm({ ...form, scenarioText })}
          />
          <ScenarioHelp />
        </>
      )}
    </>
  );
}

function ScenarioHelp() {
  return (
    <details class="form-help">
      <summary>What a scenario may have</summary>
      <ul>
        <li>
          <code>tasks</code>: up to {LOAD_LIMITS.tasks}, chosen at random by <code>weight</code>. An <code>ask</code>{' '}
          task has <code>prompts</code> and, with <code>stream</code>, answers token by token; a <code>get</code> task
          has a <code>path</code>.
        </li>
        <li>
          <code>thinkTime</code>: <code>uniform</code> with <code>minSeconds</code> and <code>maxSeconds</code> between
          two tasks, or <code>pacing</code> with <code>intervalSeconds</code> from start to start.
        </li>
        <li>
          <code>expect</code> of a prompt: <code>containsAny</code>, <code>minWords</code>, <code>maxWords</code>,{' '}
          <code>minCharacters</code>, <code>maxCharacters</code>. An answer that does not fit counts as a failure.
        </li>
        <li>
          <code>sessionState</code>: values kept with each user's session on the agent.
        </li>
        <li>
          <code>turnsPerSession</code>: questions after which a user begins a new session. Without it users keep theirs,
          and with a number of requests a second each question is another visitor's.
        </li>
      </ul>
    </details>
  );
}
