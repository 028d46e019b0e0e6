import { cronProblem, type LoadSchedule, type LoadSchedulePlan, loadSchedulePlan } from '@proving-ground/shared';
import { type LoadForm, loadFormOf } from '../../load-form/load-form.ts';
import { type LoadTargetChoice, targetKey, targetName, targetProblem } from '../../load-form/load-targets.ts';
import { validateLoadForm } from '../../load-form/validate-load-form.ts';
import type { Validation } from '../../ui/validation.ts';
import { CRON_PRESETS } from './cron-presets.ts';
import { browserTimeZone } from './time-zones.ts';

/** The form of a schedule as it is typed. */
export interface ScheduleForm {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly target: string;
  readonly load: LoadForm;
}

/** The codelab's test of the first target every morning, or a schedule as it was saved. */
export function scheduleFormOf(targets: readonly LoadTargetChoice[], saved: LoadSchedule | null): ScheduleForm {
  if (!saved) {
    return {
      name: '',
      cron: CRON_PRESETS[0].cron,
      timeZone: browserTimeZone(),
      enabled: true,
      target: targets[0]?.key ?? '',
      load: loadFormOf(),
    };
  }
  const { name, cron, timeZone, enabled, spec } = saved.plan;
  return { name, cron, timeZone, enabled, target: targetKeyOf(saved), load: loadFormOf(spec) };
}

export function validateScheduleForm(
  form: ScheduleForm,
  context: {
    readonly targets: readonly LoadTargetChoice[];
    readonly saved: LoadSchedule | null;
    readonly now: Date;
  },
): Validation<LoadSchedulePlan> {
  const { targets, saved, now } = context;
  const { name, cron, timeZone, enabled, target, load } = form;
  // Its agent may be away for a while: that must not keep anybody from changing the schedule.
  const isKept = saved !== null && targetKeyOf(saved) === target;
  return validateLoadForm(loadSchedulePlan, {
    load,
    rest: { name, cron, timeZone, enabled, target: targetName(target) },
    known: {
      target: isKept ? null : targetProblem(targets, target),
      cron: cronProblem({ cron: cron.trim(), timeZone }, now),
    },
  });
}

function targetKeyOf({ plan: { target } }: LoadSchedule): string {
  return targetKey(target.region, target.agentServiceName);
}
