import type { ResultTable } from '../load-report/result-rows.ts';
import type { LoadTestConclusion } from './conclude-load-test.ts';
import type { Bottleneck } from './find-bottleneck.ts';

export const BOTTLENECK_TEXTS: Readonly<Record<Bottleneck, string>> = {
  backend: 'the model server',
  agent: 'the agent',
  loadGenerator: 'the load itself came late',
  coldStarts: 'cold starts',
  none: 'none met',
  unknown: 'not known',
};

/** A conclusion for whoever reads it away from its page: the sentences, and the figures as a table. Pure. */
export function conclusionText(conclusion: LoadTestConclusion): {
  /** What was the bottleneck, what was served, and what to do. */
  readonly verdict: readonly string[];
  readonly table: ResultTable;
  /** What it rests on, and what is not known. */
  readonly evidence: readonly string[];
  readonly gaps: readonly string[];
} {
  const { bottleneck, certainty, headline, servedText, nextStep, evidence, gaps, isSettled } = conclusion;
  const { peakInstances, refused } = conclusion;
  const isGuess = certainty === 'likely' && bottleneck !== 'unknown' && bottleneck !== 'none';
  return {
    verdict: [
      `${isSettled ? '' : 'So far, before all metrics were there: '}${headline}`,
      ...(servedText ? [servedText] : []),
      ...(nextStep ? [nextStep] : []),
    ],
    table: {
      title: 'Scaling',
      head: ['What', 'Seen'],
      rows: [
        ['Bottleneck', `${isGuess ? 'probably ' : ''}${BOTTLENECK_TEXTS[bottleneck]}`],
        ['Most instances of the model server', knownText(peakInstances.backend)],
        ['Most instances of the agent', knownText(peakInstances.agent)],
        ['Requests turned away at the agent (429)', String(refused.atAgent)],
        ['Answers that the model server turned away', String(refused.byBackend)],
      ],
    },
    evidence,
    gaps,
  };
}

/** What nobody saw is not zero. */
function knownText(value: number | null): string {
  return value === null ? 'not known' : String(value);
}
