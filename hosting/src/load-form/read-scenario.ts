import { type LoadScenario, loadScenario, type ShippedScenarioName } from '@proving-ground/shared';
import { issueMessage } from '../format/issue-message.ts';
import { type LoadForm, OWN_SCENARIO } from './load-form.ts';

export type ScenarioReading =
  | { readonly scenario: ShippedScenarioName | LoadScenario; readonly problem: null }
  | { readonly scenario: null; readonly problem: string };

/** More at once would push the text they are about off the screen. */
const SHOWN_PROBLEMS = 3;

/** The scenario of a form, or what is wrong with the one that somebody wrote. */
export function readScenario(form: Pick<LoadForm, 'scenario' | 'scenarioText'>): ScenarioReading {
  if (form.scenario !== OWN_SCENARIO) return { scenario: form.scenario, problem: null };
  if (form.scenarioText.trim() === '') return refused('Write the scenario as JSON.');
  let written: unknown;
  try {
    written = JSON.parse(form.scenarioText);
  } catch (error) {
    return refused(`That is no JSON. ${error instanceof Error ? error.message : ''}`.trim());
  }
  const parsed = loadScenario.safeParse(written);
  if (parsed.success) return { scenario: parsed.data, problem: null };
  const problems = parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${issueMessage(issue)}`);
  const unsaid = problems.length - SHOWN_PROBLEMS;
  return refused([...problems.slice(0, SHOWN_PROBLEMS), ...(unsaid > 0 ? [`And ${unsaid} more.`] : [])].join('\n'));
}

function refused(problem: string): ScenarioReading {
  return { scenario: null, problem };
}

/** As the author would find it: `tasks[0].prompts[2].text`. */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place.replace(/^\./, '') || 'scenario';
}
