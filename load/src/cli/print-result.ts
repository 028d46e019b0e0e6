import { type LoadResult, resultRemarks, resultTables } from '@proving-ground/shared';
import { textTable } from './text-table.ts';

export type Write = (text: string) => void;

/** Everything a result has to say, for a terminal. */
export function printResult(result: LoadResult, write: Write): void {
  write(`\n${resultTables(result).map(textTable).join('\n')}\n`);
  for (const remark of resultRemarks(result)) write(`${remark}\n`);
  if (!result.verdict) return;
  for (const { text, observed, passed } of result.verdict.thresholds) {
    write(`${passed ? 'met   ' : 'MISSED'}  ${text}  (${observed === null ? 'not measured' : observed})\n`);
  }
  if (result.verdict.status === 'partial')
    write('Part of the load is missing: thresholds that are met prove nothing.\n');
}
