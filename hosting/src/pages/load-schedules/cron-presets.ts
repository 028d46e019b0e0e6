export const CRON_PRESETS = [
  { cron: '0 6 * * *', text: 'Every day at 06:00' },
  { cron: '0 6 * * 1-5', text: 'Monday to Friday at 06:00' },
  { cron: '0 6 * * 1', text: 'Every Monday at 06:00' },
  { cron: '0 * * * *', text: 'Every hour' },
] as const;

/** "Every day at 06:00, Europe/Berlin"; a cron expression that is no preset stays as it is. */
export function describeWhen({ cron, timeZone }: { readonly cron: string; readonly timeZone: string }): string {
  return `${CRON_PRESETS.find((preset) => preset.cron === cron)?.text ?? cron}, ${timeZone}`;
}
