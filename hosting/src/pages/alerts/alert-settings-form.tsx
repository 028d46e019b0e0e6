import type { AlertSettings } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { TextAreaField } from '../../ui/text-area-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AlertForm, type FormErrors, formOf, readForm } from './alert-form.ts';
import { WebhookSecret } from './webhook-secret.tsx';

/** Thresholds and addresses, and a test that they are right. */
export function AlertSettingsForm({ saved }: { readonly saved: AlertSettings }) {
  const { callables } = useApi();
  const [form, setForm] = useState<AlertForm>(() => formOf(saved));
  const [errors, setErrors] = useState<FormErrors>({});
  const [secret, setSecret] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const { run, busy, failure } = useAction('Saving the alerts');
  const set = (change: Partial<AlertForm>) => {
    setDone('');
    setForm({ ...form, ...change });
  };
  const save = (newWebhookSecret: boolean) => {
    const read = readForm(form);
    setErrors(read.ok ? {} : read.errors);
    if (!read.ok) return;
    void run(async () => {
      const { webhookSecret } = await callables.call('setAlerts', { settings: read.settings, newWebhookSecret });
      setForm(formOf(read.settings));
      setSecret(webhookSecret);
      setDone('Saved.');
    });
  };
  const test = () =>
    run(async () => {
      await callables.call('testNotification', { idempotencyKey: crypto.randomUUID() });
      setDone('Sent. What came of it stands below.');
    });
  const isSaved = JSON.stringify(form) === JSON.stringify(formOf(saved));
  const hasTarget = saved.emails.length > 0 || saved.webhookUrl !== null;
  return (
    <form
      class="alerts-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      <CheckField
        label="Watch every live pair"
        hint="Off, its alert policies and uptime checks are deleted, and nobody is told. Health is looked at all the same."
        checked={form.enabled}
        onChecked={(enabled) => set({ enabled })}
      />
      <div class="alerts-thresholds">
        <TextField
          label="Slow answers from"
          hint="The 95th percentile of five minutes."
          unit="s"
          numeric
          value={form.p95Seconds}
          error={errors.p95Seconds}
          onValue={(p95Seconds) => set({ p95Seconds })}
        />
        <TextField
          label="Errors from"
          hint="The share of requests with 5xx."
          unit="%"
          numeric
          value={form.errorPercent}
          error={errors.errorPercent}
          onValue={(errorPercent) => set({ errorPercent })}
        />
        <TextField
          label="Spending from"
          hint="Of one model server; empty: the cap on GPU spending."
          unit="USD a day"
          numeric
          value={form.dailyUsd}
          error={errors.dailyUsd}
          onValue={(dailyUsd) => set({ dailyUsd })}
        />
      </div>
      <TextAreaField
        label="E-mail addresses"
        hint="One a line. Alerts come from Cloud Monitoring; news of releases and health need Firebase's Trigger Email extension on the collection mail."
        rows={3}
        value={form.emails}
        error={errors.emails}
        onValue={(emails) => set({ emails })}
      />
      <TextField
        label="Webhook"
        hint="Gets a signed POST for news of releases and health, and Cloud Monitoring's own POST for its alerts."
        value={form.webhookUrl}
        error={errors.webhookUrl}
        onValue={(webhookUrl) => set({ webhookUrl })}
      />
      {secret !== null && <WebhookSecret secret={secret} />}
      <div class="actions">
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
        {hasTarget && isSaved && (
          <Button busy={busy} onClick={() => void test()}>
            Send a test
          </Button>
        )}
        {saved.webhookUrl !== null && isSaved && (
          <Button busy={busy} onClick={() => save(true)}>
            New secret
          </Button>
        )}
      </div>
      <p role="status">{done}</p>
      {failure && <FailurePanel title="Not done" failure={failure} />}
    </form>
  );
}
