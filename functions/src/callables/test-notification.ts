import { type CallableRequest, type CallableResponse, Failure } from '@proving-ground/shared';
import { testEvent } from '../notifications/event-texts.ts';
import { notify, type QueueWebhook } from '../notifications/notify.ts';
import type { Caller } from '../platform/identify-caller.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { NotificationStore } from '../store/notification-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/** Tells of nothing, to all who would be told of something; also while alerts are off. */
export async function testNotification(input: {
  readonly request: CallableRequest<'testNotification'>;
  readonly caller: Caller;
  readonly consoleUrl: string;
  readonly settings: Pick<SettingsStore, 'alerts'>;
  readonly notifications: Pick<NotificationStore, 'create'>;
  readonly queueWebhook: QueueWebhook;
  readonly now: Date;
}): Promise<CallableResponse<'testNotification'>> {
  const { request, caller, consoleUrl, notifications, queueWebhook, now } = input;
  const settings = await input.settings.alerts();
  if (!settings || (settings.emails.length === 0 && settings.webhookUrl === null)) throw nobodyToTell();
  const named = testEvent(keyedId(caller.uid, request.idempotencyKey), consoleUrl, now);
  await notify(named, { settings, notifications, queueWebhook, now });
  return { notificationId: named.id };
}

function nobodyToTell(): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'NOBODY_TO_TELL',
    message: 'There is neither an e-mail address nor a webhook.',
    nextStep: 'Save one of them first.',
    retryable: false,
  });
}
