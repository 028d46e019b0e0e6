import type { Summary } from '../run/set-up.ts';
import type { StepReport } from '../run/step-report.ts';
import type { Event } from '../run/world.ts';

const STATE_WIDTH = 14;

/** What a run prints of an event while it goes on. */
export function eventText(event: Event): string {
  switch (event.kind) {
    case 'checked': {
      const { name, isOk, message, fix } = event.check;
      const mark = isOk === null ? '-' : isOk ? 'ok' : 'FAILED';
      return `${mark.padEnd(STATE_WIDTH)} ${name}: ${message}\n${fixText(fix)}`;
    }
    case 'planned':
      return `\nThe plan:\n${event.steps.map(stepText).join('')}\n`;
    case 'begun':
      return `${'…'.padEnd(STATE_WIDTH)} ${event.title}\n`;
    case 'waiting':
      return `${''.padEnd(STATE_WIDTH)} waits ${event.seconds} s, then tries again: ${event.why}\n`;
    case 'done':
      return stepText(event.step);
  }
}

/** What is left to say at the end. */
export function endText({ isOk, isDryRun, checks, steps, next }: Summary): string {
  const byHand = steps.filter(({ state }) => state === 'by hand');
  const byHandText = byHand.map(({ title, detail, fix }) => `\nBy hand: ${title}. ${detail}\n  ${fix}\n`).join('');
  if (checks.some((check) => check.isOk === false)) return '\nNothing was changed.\n';
  if (steps.some(({ state }) => state === 'failed')) {
    return `${byHandText}\nIt is not complete. What is done stays done: run setup again when that is put right.\n`;
  }
  if (!isOk) return '\nSomething stands in the way; nothing was changed.\n';
  if (isDryRun) return `${byHandText}\nA dry run: nothing was changed.\n`;
  return `${byHandText}\nNext: ${next}\n`;
}

function stepText({ title, state, detail, fix }: StepReport): string {
  return `${state.padEnd(STATE_WIDTH)} ${title}: ${detail}\n${state === 'by hand' ? '' : fixText(fix)}`;
}

function fixText(fix: string): string {
  return fix === '' ? '' : `${''.padEnd(STATE_WIDTH)} fix: ${fix}\n`;
}
