import { type AlertSettings, alertSettings } from '@proving-ground/shared';
import { issueMessage } from '../../format/issue-message.ts';
import { numberOf } from '../../format/number-of.ts';
import type { Validation } from '../../ui/validation.ts';

/** The settings as they are typed. */
export interface AlertForm {
  readonly enabled: boolean;
  readonly p95Seconds: string;
  readonly errorPercent: string;
  /** Empty: the cap on GPU spending. */
  readonly dailyUsd: string;
  /** One a line, or separated by commas. */
  readonly emails: string;
  /** Empty: none. */
  readonly webhookUrl: string;
}

export function formOf(settings: AlertSettings): AlertForm {
  return {
    enabled: settings.enabled,
    p95Seconds: String(settings.p95Seconds),
    errorPercent: String(Number((settings.errorRate * 100).toFixed(4))),
    dailyUsd: settings.dailyUsd === null ? '' : String(settings.dailyUsd),
    emails: settings.emails.join('\n'),
    webhookUrl: settings.webhookUrl ?? '',
  };
}

/** The settings, or what is wrong with which field. Pure. */
export function validateAlertForm(form: AlertForm): Validation<AlertSettings> {
  const parsed = alertSettings.safeParse({
    enabled: form.enabled,
    p95Seconds: numberOf(form.p95Seconds),
    errorRate: numberOf(form.errorPercent) / 100,
    dailyUsd: form.dailyUsd.trim() === '' ? null : numberOf(form.dailyUsd),
    emails: form.emails.split(/[\s,;]+/).filter((email) => email !== ''),
    webhookUrl: form.webhookUrl.trim() === '' ? null : form.webhookUrl.trim(),
  });
  const errors = new Map<string, string>();
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0]);
    // The first message of a field is enough: the next shows when that is mended.
    if (errors.has(field)) continue;
    errors.set(field, field === 'errorRate' ? 'Enter a share above 0 and below 100.' : issueMessage(issue));
  }
  return { value: parsed.data ?? null, errors };
}
