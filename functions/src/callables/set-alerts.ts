import { randomBytes } from 'node:crypto';
import { type CallableRequest, type CallableResponse, Failure } from '@proving-ground/shared';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import type { SettingsStore } from '../store/settings-store.ts';

const SECRET_BYTES = 32;

/** Sets what is watched and who is told; Cloud Monitoring is brought into line within a minute. */
export async function setAlerts(input: {
  readonly request: CallableRequest<'setAlerts'>;
  readonly caller: Caller;
  readonly settings: Pick<SettingsStore, 'saveAlerts' | 'webhookSecret' | 'saveWebhookSecret'>;
  /** Whether plain http to this very machine may be called: in the local product alone. */
  readonly allowThisMachine: boolean;
  readonly now: Date;
}): Promise<CallableResponse<'setAlerts'>> {
  const { request, caller, settings, allowThisMachine, now } = input;
  const { webhookUrl, emails } = request.settings;
  if (webhookUrl !== null && !webhookUrl.startsWith('https:') && !allowThisMachine) throw onlyHttps(webhookUrl);
  // Before the address: a webhook is never called without a secret.
  const webhookSecret = webhookUrl === null ? null : await newSecret(settings, request.newWebhookSecret);
  await settings.saveAlerts({
    ...request.settings,
    emails: [...new Set(emails.map((email) => email.toLowerCase()))],
    setBy: actorOf(caller),
    setAt: now.toISOString(),
  });
  return { webhookSecret };
}

/** A secret is answered when it is made, and never again. */
async function newSecret(
  settings: Pick<SettingsStore, 'webhookSecret' | 'saveWebhookSecret'>,
  isAskedFor: boolean,
): Promise<string | null> {
  if (!isAskedFor && (await settings.webhookSecret()) !== null) return null;
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  await settings.saveWebhookSecret(secret);
  return secret;
}

function onlyHttps(url: string): Failure {
  return new Failure({
    code: 'invalid-argument',
    reason: 'WEBHOOK_NOT_PUBLIC',
    message: `The webhook at ${new URL(url).host} is not https on the public internet.`,
    nextStep: 'Give an address that begins with https:// and that everybody could reach.',
    retryable: false,
  });
}
