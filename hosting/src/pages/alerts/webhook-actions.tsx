import type { AlertSettings } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';

/** What can be done with the saved addresses: a test that something arrives, and another secret for the webhook. */
export function WebhookActions(props: {
  readonly settings: AlertSettings;
  readonly onSecret: (secret: string | null) => void;
}) {
  const { settings, onSecret } = props;
  const { callables } = useApi();
  const [isSent, setSent] = useState(false);
  const [asking, setAsking] = useState(false);
  const testing = useAction('Sending the test');
  const renewing = useAction('Making a new secret');
  const test = () =>
    testing.run(async () => {
      await callables.call('testNotification', { idempotencyKey: crypto.randomUUID() });
      setSent(true);
    });
  const renew = () =>
    renewing.run(async () => {
      const { webhookSecret } = await callables.call('setAlerts', { settings, newWebhookSecret: true });
      onSecret(webhookSecret);
    });
  return (
    <>
      {(settings.emails.length > 0 || settings.webhookUrl !== null) && (
        <Button busy={testing.busy} onClick={() => void test()}>
          Send a test
        </Button>
      )}
      {settings.webhookUrl !== null && (
        <Button busy={renewing.busy} onClick={() => setAsking(true)}>
          New secret
        </Button>
      )}
      <span role="status">{isSent && 'Sent. What came of it stands below.'}</span>
      {testing.failure && <FailurePanel title="Not sent" failure={testing.failure} />}
      {renewing.failure && <FailurePanel title="The secret stays as it was" failure={renewing.failure} />}
      {asking && (
        <ConfirmDialog
          title="Make a new secret?"
          confirmText="New secret"
          keepText="Keep the old one"
          onConfirm={() => void renew()}
          onClose={() => setAsking(false)}
        >
          <p>
            From now on the webhook gets calls signed with the new one: those signed with the old one were the last.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
