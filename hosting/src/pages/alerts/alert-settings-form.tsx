import type { AlertSettings } from '@proving-ground/shared';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorsHint } from '../../ui/errors-hint.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { focusFirstInvalid } from '../../ui/focus-first-invalid.ts';
import { UndoLine } from '../../ui/undo-line.tsx';
import { AlertFields } from './alert-fields.tsx';
import { type AlertForm, formOf, validateAlertForm } from './alert-form.ts';
import { WebhookActions } from './webhook-actions.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

/** Thresholds and addresses, and a test that they are right. */
export function AlertSettingsForm({ saved }: { readonly saved: AlertSettings }) {
  const { callables } = useApi();
  const [form, setForm] = useState<AlertForm>(() => formOf(saved));
  const [secret, setSecret] = useState<string | null>(null);
  const { value, errors } = useMemo(() => validateAlertForm(form), [form]);
  const element = useRef<HTMLFormElement>(null);
  const { change, undo, busy, failure } = useChange<AlertSettings>('Saving the alerts', async (settings) => {
    const { webhookSecret } = await callables.call('setAlerts', { settings, newWebhookSecret: false });
    setForm(formOf(settings));
    setSecret(webhookSecret);
  });
  const submit = (event: Event) => {
    event.preventDefault();
    if (value) void change(saved, value);
    else focusFirstInvalid(element.current);
  };
  const isSaved = JSON.stringify(form) === JSON.stringify(formOf(saved));
  return (
    <form ref={element} class="alerts-form" noValidate onSubmit={submit}>
      <AlertFields form={form} errors={errors} onChange={(part) => setForm({ ...form, ...part })} />
      {secret !== null && <WebhookSecret secret={secret} />}
      <div class="actions">
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
        {isSaved && <WebhookActions settings={saved} onSecret={setSecret} />}
      </div>
      <UndoLine busy={busy} onUndo={undo}>
        Saved.
      </UndoLine>
      {failure && <FailurePanel title="Not saved" failure={failure} />}
      <ErrorsHint errors={errors} />
    </form>
  );
}
