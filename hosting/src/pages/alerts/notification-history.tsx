import type { Notification } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatInstant } from '../../format/instant.ts';
import { HistoryCard } from './history-card.tsx';

const SHOWN = 50;

/** What the product itself has told, and whether it arrived, newest first. */
export function NotificationHistory() {
  const { alerts } = useApi();
  const notifications = useLive(() => alerts.notifications(SHOWN), 'notifications');
  return (
    <HistoryCard
      id="notification-history"
      title="News of releases and health"
      state={notifications}
      empty="Nothing has been told yet: no release has failed, and no agent went down."
    >
      {(items) => <NotificationTable notifications={items} />}
    </HistoryCard>
  );
}

function NotificationTable({ notifications }: { readonly notifications: readonly Notification[] }) {
  return (
    <table class="table record-table">
      <caption class="visually-hidden">News, newest first</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">When</th>
          <th scope="col">E-mail</th>
          <th scope="col">Webhook</th>
        </tr>
      </thead>
      <tbody>
        {notifications.map(({ id, event, emailCount, webhook }) => (
          <tr key={id}>
            <th scope="row" class="wraps">
              <a href={pathOf(event.url)}>{event.title}</a>
            </th>
            <td>{formatInstant(event.at)}</td>
            <td>{emailCount === 0 ? 'none' : `written for ${emailCount}`}</td>
            <td class="wraps">{webhookText(webhook)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Within this console, wherever it was opened. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}

function webhookText({ status, attempts, lastError }: Notification['webhook']): string {
  switch (status) {
    case 'off':
      return 'none';
    case 'sent':
      return attempts === 1 ? 'arrived' : `arrived at attempt ${attempts}`;
    case 'waiting':
      return lastError === null ? 'on its way' : `tried ${attempts} times, goes on: ${lastError}`;
    case 'failed':
      return `given up after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${lastError ?? ''}`;
  }
}
