import {
  formatMs,
  formatRate,
  LATENCY_PHASES,
  LOAD_ERROR_CLASSES,
  type LoadErrorClass,
  type LoadResult,
  type LoadWindowResult,
  PHASE_TEXTS,
} from '@proving-ground/shared';
import type { ChartColour, ChartLine, ChartView } from './chart-view.ts';

const ERROR_TEXTS: Readonly<Record<LoadErrorClass, string>> = {
  http429: 'HTTP 429',
  http4xx: 'HTTP 4xx',
  http5xx: 'HTTP 5xx',
  timeout: 'Timeout',
  refused: 'Connection refused',
  reset: 'Connection lost',
  agentError: 'Error of the agent',
  answerCheck: 'Wrong answer',
  protocol: 'Protocol',
};

const COLOURS: readonly ChartColour[] = [5, 2, 1, 3, 4];
const NO_FIGURES = 'No figures yet.';

const NO_SPLIT = 'Not known for this run: the agent did not tell.';

type TimedResult = Pick<LoadResult, 'windows' | 'windowSeconds' | 'answers'>;

/** What the test did and met over time; without a result yet, the empty charts that it will fill. */
export function timeCharts(
  result: TimedResult | null,
  {
    durationSeconds,
    expectsStream,
    asks,
  }: { readonly durationSeconds: number; readonly expectsStream: boolean; readonly asks: boolean },
): readonly ChartView[] {
  const windows = result?.windows ?? [];
  const x = windows.map(({ atSeconds }) => atSeconds);
  const over = (label: string, colour: ChartColour, read: (window: LoadWindowResult) => number | null): ChartLine => ({
    label,
    colour,
    values: windows.map(read),
  });
  const common = { axis: 'seconds', x, xLeast: durationSeconds, noLines: NO_FIGURES } as const;
  const isSplitUnknown = result?.answers?.latencyMs != null && result.answers.split === null;
  const hasStream = expectsStream || windows.some(({ ttftP95Ms }) => ttftP95Ms !== null);
  return [
    {
      ...common,
      title: 'Requests',
      unit: 'a second',
      format: formatRate,
      lines: [
        over('Requests', 1, ({ requestsPerSecond }) => requestsPerSecond),
        { ...over('Failures', 5, ({ failuresPerSecond }) => failuresPerSecond), isDashed: true },
      ],
    },
    {
      ...common,
      title: 'Latency',
      unit: 'ms, all requests',
      format: formatMs,
      lines: [
        over('p50', 1, ({ p50Ms }) => p50Ms),
        over('p95', 2, ({ p95Ms }) => p95Ms),
        { ...over('p99', 3, ({ p99Ms }) => p99Ms), isDashed: true },
      ],
    },
    ...(asks
      ? [
          {
            ...common,
            title: 'Where the time went',
            unit: 'ms an answer, mean',
            format: formatMs,
            isStacked: true,
            ...(isSplitUnknown
              ? { noLines: NO_SPLIT, lines: [] }
              : {
                  lines: LATENCY_PHASES.map((phase) =>
                    over(PHASE_TEXTS[phase].name, phase, ({ phasesMs }) => phasesMs?.[phase] ?? null),
                  ),
                }),
          },
        ]
      : []),
    ...(hasStream
      ? [
          {
            ...common,
            title: 'Time to first token',
            unit: 'ms',
            format: formatMs,
            lines: [over('p50', 1, ({ ttftP50Ms }) => ttftP50Ms), over('p95', 2, ({ ttftP95Ms }) => ttftP95Ms)],
          },
        ]
      : []),
    {
      ...common,
      title: 'Users',
      unit: 'at the same time',
      format: wholeText,
      lines: [over('Users', 4, ({ users }) => users)],
    },
    {
      ...common,
      title: 'Errors',
      unit: 'a second, by class',
      format: formatRate,
      noLines: 'No errors.',
      lines: errorLines(result),
    },
  ];
}

/** Only the classes that occur: nine lines of nothing say nothing. */
function errorLines(result: TimedResult | null): readonly ChartLine[] {
  if (!result) return [];
  const { windows, windowSeconds } = result;
  const occurring = LOAD_ERROR_CLASSES.filter((name) => windows.some(({ errors }) => (errors[name] ?? 0) > 0));
  return occurring.map((name, index) => ({
    label: ERROR_TEXTS[name],
    colour: COLOURS[index % COLOURS.length] ?? 1,
    // Alternating over an odd number of colours: the sixth line has the first colour, and not its dashes.
    isDashed: index % 2 === 1,
    values: windows.map(({ errors }) => (errors[name] ?? 0) / windowSeconds),
  }));
}

function wholeText(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Math.round(value));
}
