import {
  type LoadResult,
  type LoadTest,
  type LoadTestConclusion,
  loadReportHtml,
  MODEL_CATALOGUE,
  taskCsv,
  windowCsv,
} from '@proving-ground/shared';
import type { SavedFile } from '../../ui/save-file.ts';

export interface Exported {
  readonly test: LoadTest;
  readonly result: LoadResult;
  /** With what was seen until now. */
  readonly conclusion: LoadTestConclusion | null;
}

/** What a result can be taken away as. Ids have letters and digits alone, so that they fit every file system. */
export const exportFiles: readonly { readonly label: string; readonly make: (from: Exported) => SavedFile }[] = [
  {
    label: 'CSV (tasks)',
    make: ({ test, result }) => file(test, 'tasks.csv', { type: 'text/csv', text: taskCsv(result) }),
  },
  {
    label: 'CSV (time series)',
    make: ({ test, result }) => file(test, 'time-series.csv', { type: 'text/csv', text: windowCsv(result) }),
  },
  {
    label: 'JSON',
    make: ({ test, result, conclusion }) =>
      file(test, 'result.json', {
        type: 'application/json',
        text: `${JSON.stringify({ format: 'proving-ground.load-test/1', test, result, conclusion }, null, 2)}\n`,
      }),
  },
  {
    label: 'HTML report',
    make: ({ test, result, conclusion }) =>
      file(test, 'report.html', {
        type: 'text/html',
        text: loadReportHtml({ target: targetText(test), spec: test.spec, result, conclusion }),
      }),
  },
];

function file(
  { id }: Pick<LoadTest, 'id'>,
  suffix: string,
  { type, text }: Pick<SavedFile, 'type' | 'text'>,
): SavedFile {
  return { name: `load-test-${id}-${suffix}`, type: `${type};charset=utf-8`, text };
}

function targetText({ target: { model, region, agent } }: LoadTest): string {
  return `${MODEL_CATALOGUE[model].label} in ${region} (${agent.name}, revision ${agent.revision})`;
}
