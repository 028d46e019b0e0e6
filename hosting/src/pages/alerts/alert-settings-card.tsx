import { alertSettings, DEFAULT_ALERT_SETTINGS, type StoredAlertSettings } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatInstant } from '../../format/instant.ts';
import { LiveView } from '../../ui/live-view.tsx';
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
      <div class="card-body">
        <LiveView state={settings} label="Loading the settings" lines={16}>
          {(stored) => (
            <>
              <p class="field-hint">{setText(stored)}</p>
              <AlertSettingsForm saved={stored ? alertSettings.strip().parse(stored) : DEFAULT_ALERT_SETTINGS} />
            </>
          )}
        </LiveView>
      </div>
    </section>
  );
}

function setText(settings: StoredAlertSettings | null): string {
  if (!settings) return 'These are the values to begin with: nobody has changed them yet.';
  const { setBy, setAt } = settings;
  return `Set by ${setBy.email ?? setBy.uid}, ${formatInstant(setAt)}. Changes reach Cloud Monitoring within a minute.`;
}
