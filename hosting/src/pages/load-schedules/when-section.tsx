import { CheckField } from '../../ui/check-field.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { FormSection } from '../../ui/form-section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CRON_PRESETS } from './cron-presets.ts';
import { NextRuns } from './next-runs.tsx';
import type { ScheduleForm } from './schedule-form.ts';
import { browserTimeZone, timeZones } from './time-zones.ts';

const OWN = '';
const PRESET_OPTIONS = [
  ...CRON_PRESETS.map(({ cron, text }) => ({ value: cron, text })),
  { value: OWN, text: 'As the cron expression says' },
];

/** What the schedule is called and when it runs. */
export function WhenSection(props: {
  readonly form: ScheduleForm;
  readonly errors: FieldErrors;
  readonly onForm: (form: ScheduleForm) => void;
}) {
  const { form, errors, onForm } = props;
  const preset = CRON_PRESETS.find(({ cron }) => cron === form.cron.trim());
  return (
    <FormSection title="Schedule" lead="When the load test starts by itself.">
      <TextField
        label="Name"
        hint="Each of its load tests carries it as a note."
        value={form.name}
        error={errors.get('name')}
        onValue={(name) => onForm({ ...form, name })}
      />
      <div class="field-grid">
        <SelectField
          label="How often"
          value={preset?.cron ?? OWN}
          options={PRESET_OPTIONS}
          onValue={(cron) => onForm({ ...form, cron: cron === OWN ? form.cron : cron })}
        />
        <TextField
          label="Cron expression"
          hint="Minute, hour, day of month, month, day of week."
          value={form.cron}
          error={errors.get('cron')}
          onValue={(cron) => onForm({ ...form, cron })}
        />
        <SelectField
          label="Time zone"
          value={form.timeZone}
          options={timeZones(form.timeZone, browserTimeZone()).map((zone) => ({ value: zone, text: zone }))}
          error={errors.get('timeZone')}
          onValue={(timeZone) => onForm({ ...form, timeZone })}
        />
      </div>
      {!errors.has('cron') && <NextRuns cron={form.cron.trim()} timeZone={form.timeZone} />}
      <CheckField label="Enabled" checked={form.enabled} onChecked={(enabled) => onForm({ ...form, enabled })} />
    </FormSection>
  );
}
