import { useApi } from '../../api/api-context.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { AlertHistory } from './alert-history.tsx';
import { AlertSettingsCard } from './alert-settings-card.tsx';
import { NotificationHistory } from './notification-history.tsx';
import { WatchCard } from './watch-card.tsx';
import './alerts-page.css';

/** `/alerts`: what is watched, who is told, and what has happened. */
export function AlertsPage() {
  useTitle('Alerts');
  const { session } = useApi();
  return (
    <>
      <PageHeader title="Alerts" lead="What is watched with every release, who is told, and what has happened." />
      <div class="alerts">
        <WatchCard />
        {session.may('owner') && <AlertSettingsCard />}
        <AlertHistory />
        <NotificationHistory />
      </div>
    </>
  );
}
