import { type LoadSchedule, type LoadSchedulePlanInput, loadSchedulePlan } from '@proving-ground/shared';

/** The codelab's load test every morning, changed where the test needs it. */
export function aLoadSchedule({
  plan = {},
  ...part
}: Partial<Omit<LoadSchedule, 'plan'>> & { readonly plan?: Partial<LoadSchedulePlanInput> } = {}): LoadSchedule {
  return {
    id: 's1',
    plan: loadSchedulePlan.parse({
      name: 'Every morning',
      cron: '0 6 * * *',
      timeZone: 'UTC',
      target: { region: 'europe-west1', agentServiceName: 'production-adk-agent' },
      ...plan,
    }),
    savedBy: { uid: 'u1', email: 'operator@example.com' },
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
    nextRunAt: '2026-03-02T06:00:00.000Z',
    lastRun: null,
    ...part,
  };
}
