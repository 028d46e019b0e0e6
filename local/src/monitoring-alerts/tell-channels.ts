import type { AlertTurn } from './create-evaluator.ts';
import { incidentPayload } from './incident-payload.ts';
import type { NotificationChannel } from './notification-channel.ts';
import type { Alerting } from './open-alerting.ts';

const TIMEOUT_MS = 10_000;

/**
 * Tells the channels of a policy. Webhooks are called once; e-mails do not leave this machine, so whom they would go to
 * is said.
 */
export async function tellChannels(
  turn: AlertTurn,
  options: {
    readonly projectId: string;
    readonly channels: Pick<Alerting['channels'], 'get'>;
    readonly say: (line: string) => void;
    readonly fetch?: typeof fetch;
  },
): Promise<void> {
  const { projectId, channels, say, fetch: call = fetch } = options;
  const state = turn.alert.state.toLowerCase();
  say(`${turn.policy.displayName}: ${state}.`);
  for (const name of turn.policy.notificationChannels) {
    const channel = channels.get(name);
    if (!channel?.enabled) continue;
    if (channel.type === 'email') {
      say(`Would be told by e-mail: ${channel.labels.email_address}.`);
      continue;
    }
    const { url } = channel.labels;
    try {
      const response = await call(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization(channel) },
        body: JSON.stringify(incidentPayload(turn, projectId)),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) say(`The webhook at ${new URL(url).host} answered with status ${response.status}.`);
    } catch (error) {
      say(`The webhook at ${new URL(url).host} was not reached: ${String(error)}`);
    }
  }
}

function authorization(channel: NotificationChannel): Readonly<Record<string, string>> {
  if (channel.type !== 'webhook_basicauth') return {};
  const { username, password } = channel.labels;
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
