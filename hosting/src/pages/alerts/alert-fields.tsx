import { CheckField } from '../../ui/check-field.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { TextAreaField } from '../../ui/text-area-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { AlertForm } from './alert-form.ts';

/** What is watched from where on, and who is told. */
export function AlertFields(props: {
  readonly form: AlertForm;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<AlertForm>) => void;
}) {
  const { form, errors, onChange } = props;
  return (
    <>
      <CheckField
        label="Watch every live pair"
        hint="Off, its alert policies and uptime checks are deleted, and nobody is told. Health is looked at all the same."
        checked={form.enabled}
        onChecked={(enabled) => onChange({ enabled })}
      />
      <div class="alerts-thresholds">
        <TextField
          label="Slow answers from"
          hint="The 95th percentile of five minutes."
          unit="s"
          numeric
          value={form.p95Seconds}
          error={errors.get('p95Seconds')}
          onValue={(p95Seconds) => onChange({ p95Seconds })}
        />
        <TextField
          label="Errors from"
          hint="The share of requests with 5xx."
          unit="%"
          numeric
          value={form.errorPercent}
          error={errors.get('errorRate')}
          onValue={(errorPercent) => onChange({ errorPercent })}
        />
        <TextField
          label="Spending from"
          hint="Of one model server; empty: the cap on GPU spending."
          unit="USD a day"
          numeric
          value={form.dailyUsd}
          error={errors.get('dailyUsd')}
          onValue={(dailyUsd) => onChange({ dailyUsd })}
        />
      </div>
      <TextAreaField
        label="E-mail addresses"
        hint="One a line. Alerts come from Cloud Monitoring; news of releases and health need Firebase's Trigger Email extension on the collection mail."
        rows={3}
        value={form.emails}
        error={errors.get('emails')}
        onValue={(emails) => onChange({ emails })}
      />
      <TextField
        label="Webhook"
        hint="Gets a signed POST for news of releases and health, and Cloud Monitoring's own POST for its alerts."
        value={form.webhookUrl}
        error={errors.get('webhookUrl')}
        onValue={(webhookUrl) => onChange({ webhookUrl })}
      />
    </>
  );
}
