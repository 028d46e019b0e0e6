import {
  type CapacitySearch,
  type CapacityStep,
  capacityConclusion,
  capacityValueText,
  evidenceText,
  formatMs,
  formatPercent,
  PRICES,
} from '@proving-ground/shared';
import { readCapacitySearch } from '../api/records.ts';
import type { CommandContext } from '../command-line/command.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { failureText } from '../output/failure-text.ts';
import { textTable } from '../output/text-table.ts';
import { watch } from './watch.ts';

/** Prints each step as it begins and as it is judged, and in the end everything. */
export async function followCapacitySearch(context: CommandContext, id: string): Promise<CapacitySearch> {
  const { api, output } = context;
  const said = new Set<string>();
  const search = await watch({
    context,
    look: () => readCapacitySearch(api, id),
    onLook: (seen) => {
      for (const step of seen.steps) {
        const line = stepLine(seen, step);
        if (said.has(line)) continue;
        said.add(line);
        output.progress(line);
      }
    },
    isOver: ({ status }) => status !== 'running',
    goesOn: `Capacity search ${id} goes on without this command. To stop it: npm run pg -- capacity stop ${id}`,
  });
  showCapacitySearch(context, search);
  return search;
}

export function showCapacitySearch({ output }: Pick<CommandContext, 'output'>, search: CapacitySearch): void {
  output.result({ text: `\n${outcomeText(search)}`, document: { capacitySearch: search } });
}

/** Done is a search that has found a value that keeps the thresholds. */
export function capacityCode({ status, result }: CapacitySearch): ExitCode {
  return status === 'finished' && result?.value != null ? EXIT.done : EXIT.failed;
}

function stepLine({ spec }: CapacitySearch, step: CapacityStep): string {
  const value = capacityValueText(spec, step.value);
  const { status, kind, judgement, durationSeconds } = step;
  if (status === 'running')
    return `${kind === 'warmUp' ? 'Warming up with' : 'Trying'} ${value}, ${durationSeconds} s\n`;
  if (status === 'lost') return `  ${value}: lost\n`;
  if (kind === 'warmUp') return '  warm\n';
  return `  ${value}: ${judgement} (${step.evidence.map(evidenceText).join('; ')})\n`;
}

function outcomeText(search: CapacitySearch): string {
  const { id, status, spec, target, steps, bounds, failure, result } = search;
  const running = status === 'running' ? ' still' : '';
  const head = `Capacity search ${id} is${running} ${status}: ${target.agent.name} in ${target.region}, while ${spec.slo} is kept.\n`;
  const known = bounds.meets === null ? 'Nothing is known yet.' : `${capacityValueText(spec, bounds.meets)} so far.`;
  const cost = result?.costUsdPer1000Answers;
  return [
    head,
    failure ? failureText(failure) : '',
    steps.length > 0 ? `\n${stepsTable(search)}\n` : '',
    `${capacityConclusion(search) ?? known}\n`,
    cost
      ? `1,000 answers at that rate: $${cost.low.toFixed(4)} to $${cost.high.toFixed(4)} (prices of ${PRICES.readOn}).\n`
      : '',
  ].join('');
}

function stepsTable({ spec, steps }: CapacitySearch): string {
  return textTable({
    title: 'Steps',
    head: [
      spec.mode === 'rate' ? 'Requests/s' : 'Users',
      'Seconds',
      'Answers',
      '50 % ms',
      '95 % ms',
      'Errors',
      'Judged',
    ],
    rows: steps.map(({ value, durationSeconds, figures, kind, status, judgement }) => [
      String(value),
      String(durationSeconds),
      String(figures?.answers ?? '–'),
      formatMs(figures?.p50Ms?.value),
      formatMs(figures?.p95Ms?.value),
      figures ? formatPercent(figures.errorRate) : '–',
      kind === 'warmUp' ? 'warm-up' : (judgement ?? status),
    ]),
  });
}
