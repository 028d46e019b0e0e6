import { DEFAULT_ALERT_SETTINGS } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { type AlertForm, formOf, validateAlertForm } from './alert-form.ts';

const FORM = formOf(DEFAULT_ALERT_SETTINGS);

test('what is stored comes back unchanged', () => {
  const settings = {
    enabled: false,
    p95Seconds: 2.5,
    errorRate: 0.07,
    dailyUsd: 12.5,
    emails: ['a@example.com', 'b@example.com'],
    webhookUrl: 'https://hook.example.com/x?key=1',
  };
  for (const one of [settings, DEFAULT_ALERT_SETTINGS])
    expect(validateAlertForm(formOf(one))).toEqual({ value: one, errors: new Map() });
});

test('addresses may be parted by lines, spaces or commas', () => {
  const { value } = validateAlertForm({ ...FORM, emails: ' a@example.com, b@example.com\nc@example.com ' });
  expect(value?.emails).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
});

test.each<[keyof AlertForm, string, string?]>([
  ['p95Seconds', ''],
  ['p95Seconds', 'slow'],
  ['p95Seconds', '0'],
  ['errorPercent', '0', 'errorRate'],
  ['errorPercent', '100', 'errorRate'],
  ['errorPercent', 'x', 'errorRate'],
  ['dailyUsd', '-1'],
  ['emails', 'a@example.com nobody'],
  ['webhookUrl', 'http://example.com/'],
  ['webhookUrl', 'https://me:secret@example.com/'],
  ['webhookUrl', 'hook'],
])('%s "%s" is refused beside its field', (field, text, named = field) => {
  const { value, errors } = validateAlertForm({ ...FORM, [field]: text });
  expect([value, [...errors.keys()]]).toEqual([null, [named]]);
});
