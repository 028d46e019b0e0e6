import {
  conclusionText,
  describeLoad,
  isOver,
  type LoadResult,
  type LoadTestConclusion,
  requestTable,
  resultRemarks,
  resultTables,
} from '@proving-ground/shared';
import { failureText } from '../output/failure-text.ts';
import { textTable } from '../output/text-table.ts';
import type { SeenLoadTest } from './follow-load-test.ts';

/** How it goes: what a person wants to see again and again. */
export function loadProgress(result: LoadResult): string {
  const users = result.windows.at(-1)?.users ?? 0;
  const table = textTable(requestTable([...result.tasks, result.total]));
  return `\n${result.elapsedSeconds.toFixed(0)} s, ${users} users\n${table}`;
}

/** Everything there is to say of a load test. */
export function loadOutcome({ test, result, conclusion }: SeenLoadTest): string {
  const { id, spec, target, status, note, failure } = test;
  const head = `Load test ${id} ${isOver(status) ? 'is' : 'is still'} ${status}.\n${describeLoad(spec)}, against ${target.agent.name} in ${target.region}.\n`;
  return [
    head,
    note === '' ? '' : `Note: ${note}\n`,
    failure ? failureText(failure) : '',
    result ? figuresText(result) : 'Nothing was measured.\n',
    conclusion ? scalingText(id, conclusion) : '',
  ].join('');
}

function figuresText(result: LoadResult): string {
  const { verdict } = result;
  const thresholds = (verdict?.thresholds ?? []).map(
    ({ text, observed, passed }) =>
      `${passed ? 'met   ' : 'MISSED'}  ${text}  (${observed === null ? 'not measured' : Number(observed.toPrecision(4))})`,
  );
  const caveat =
    verdict?.status === 'partial' ? ['Part of the load is missing: thresholds that are met prove nothing.'] : [];
  const lines = [...resultRemarks(result), ...thresholds, ...caveat];
  return `\n${resultTables(result)
    .map((table) => textTable(table))
    .join('\n')}${lines.map((line) => `${line}\n`).join('')}`;
}

/** What it says about the pair, and what of that is not known. */
function scalingText(id: string, conclusion: LoadTestConclusion): string {
  const { verdict, table, evidence, gaps } = conclusionText(conclusion);
  const more = conclusion.isSettled
    ? []
    : [
        `Cloud Monitoring tells up to four minutes after the end what it saw. To see it then: npm run pg -- load show ${id}`,
      ];
  const lines = [...verdict, ...evidence.map((line) => `- ${line}`), ...gaps.map((line) => `- ${line}`), ...more];
  return `\n${textTable(table)}${lines.map((line) => `${line}\n`).join('')}`;
}
