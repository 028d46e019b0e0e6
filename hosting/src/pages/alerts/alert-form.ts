import { type AlertSettings, alertSettings } from '@proving-ground/shared';
import { issueMessage } from '../../format/issue-message.ts';

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

export type FormErrors = Readonly<Partial<Record<keyof AlertForm, string>>>;

const FIELDS: Readonly<Record<string, keyof AlertForm>> = {
  p95Seconds: 'p95Seconds',
  errorRate: 'errorPercent',
  dailyUsd: 'dailyUsd',
  emails: 'emails',
  webhookUrl: 'webhookUrl',
};

/** The settings, or what is wrong with which field. Pure. */
export function readForm(
  form: AlertForm,
): { readonly ok: true; readonly settings: AlertSettings } | { readonly ok: false; readonly errors: FormErrors } {
  const parsed = alertSettings.safeParse({
    enabled: form.enabled,
    p95Seconds: numberOf(form.p95Seconds),
    errorRate: numberOf(form.errorPercent) / 100,
    dailyUsd: form.dailyUsd.trim() === '' ? null : numberOf(form.dailyUsd),
    emails: form.emails.split(/[\s,;]+/).filter((email) => email !== ''),
    webhookUrl: form.webhookUrl.trim() === '' ? null : form.webhookUrl.trim(),
  });
  if (parsed.success) return { ok: true, settings: parsed.data };
  const errors: Partial<Record<keyof AlertForm, string>> = {};
  for (const issue of parsed.error.issues) {
    const field = FIELDS[String(issue.path[0])];
    if (!field) continue;
    errors[field] ??= field === 'errorPercent' ? 'Enter a share above 0 and below 100.' : issueMessage(issue);
  }
  return { ok: false, errors };
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
