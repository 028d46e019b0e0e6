import { DEFAULT_ALERT_SETTINGS, type StoredAlertSettings } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatInstant } from '../../format/instant.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AlertSettingsForm } from './alert-settings-form.tsx';

/** What owners decide. */
export function AlertSettingsCard() {
  const { alerts } = useApi();
  const settings = useLive(() => alerts.settings(), 'alert-settings');
  return (
    <section class="card" aria-labelledby="alert-settings-title">
      <header class="card-header">
        <h2 id="alert-settings-title">Settings</h2>
      </header>
      <div class="alerts-body">
        {settings.kind === 'loading' && <Skeleton lines={6} label="Loading the settings" />}
        {settings.kind === 'failed' && (
          <FailurePanel failure={settings.failure}>
            <Button onClick={settings.retry}>Try again</Button>
          </FailurePanel>
        )}
        {(settings.kind === 'ready' || settings.kind === 'missing') && (
          <>
            <p class="field-hint">{setText(settings.kind === 'ready' ? settings.value : null)}</p>
            <AlertSettingsForm saved={settings.kind === 'ready' ? settings.value : DEFAULT_ALERT_SETTINGS} />
          </>
        )}
      </div>
    </section>
  );
}

function setText(settings: StoredAlertSettings | null): string {
  if (!settings) return 'These are the values to begin with: nobody has changed them yet.';
  const { setBy, setAt } = settings;
  return `Set by ${setBy.email ?? setBy.uid}, ${formatInstant(setAt)}. Changes reach Cloud Monitoring within a minute.`;
}
