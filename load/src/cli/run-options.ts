import { readFile } from 'node:fs/promises';
import {
  type LoadScenario,
  type LoadSpec,
  loadScenario,
  loadSpec,
  SHIPPED_SCENARIO_NAMES,
  SHIPPED_SCENARIOS,
} from '@proving-ground/shared';
import { parseCommandLine } from './parse-command-line.ts';
import { UsageError } from './usage-error.ts';

export interface RunOptions {
  readonly target: string;
  readonly spec: LoadSpec;
  readonly headers: Readonly<Record<string, string>>;
  /** Which part of the load this process carries, from 0. */
  readonly shard: { readonly index: number; readonly count: number };
  /** Where the outcome is written to. */
  readonly files: { readonly json?: string; readonly html?: string; readonly csv?: string };
}

/** Reads the options of `run`, and the scenario's file when one is named.
 * @throws UsageError that names what is wrong */
export async function runOptions(argv: readonly string[]): Promise<RunOptions> {
  const values = parse(argv);
  if (!values.target) throw new UsageError('--target is missing: the URL of the agent.');
  const scenario = await scenarioFor(values.scenario, values.stream);
  const load =
    values.rate === undefined
      ? {
          model: 'closed' as const,
          ...given('users', number('--users', values.users)),
          ...given('spawnRatePerSecond', number('--spawn-rate', values['spawn-rate'])),
        }
      : { model: 'open' as const, requestsPerSecond: number('--rate', values.rate) ?? Number.NaN };
  const parsed = loadSpec.safeParse({
    scenario,
    load,
    ...given('durationSeconds', number('--duration', values.duration)),
    ...given('requestTimeoutSeconds', number('--timeout', values.timeout)),
    ...given('seed', number('--seed', values.seed)),
    ...given('slo', values.slo),
  });
  if (!parsed.success) {
    throw new UsageError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const files = { ...given('json', values.json), ...given('html', values.html), ...given('csv', values.csv) };
  return {
    target: values.target,
    spec: parsed.data,
    headers: headersOf(values.header ?? []),
    shard: shardOf(values.shard),
    files,
  };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseCommandLine({
    args: [...argv],
    options: {
      target: text,
      users: text,
      'spawn-rate': text,
      duration: text,
      rate: text,
      scenario: text,
      stream: { type: 'boolean', default: false },
      timeout: text,
      shard: text,
      seed: text,
      slo: text,
      header: { type: 'string', multiple: true },
      json: text,
      html: text,
      csv: text,
    },
  });
  return values;
}

/** A key only where there is a value: the schema fills in the rest. */
function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}

function number(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`${option} takes a number, not "${text}".`);
  return value;
}

function shardOf(text = '1/1'): RunOptions['shard'] {
  const [, part, count] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (!part || !count || part > count) throw new UsageError(`--shard takes K/N, for example 2/4, not "${text}".`);
  return { index: part - 1, count };
}

function headersOf(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([A-Za-z0-9-]+):\s*(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError(`--header takes "Name: value", not "${line}".`);
      return [name.toLowerCase(), value];
    }),
  );
}

async function scenarioFor(wanted: string | undefined, stream: boolean): Promise<LoadScenario> {
  const scenario = await namedScenario(wanted ?? 'codelab');
  if (!stream) return scenario;
  return { ...scenario, tasks: scenario.tasks.map((task) => (task.kind === 'ask' ? { ...task, stream: true } : task)) };
}

async function namedScenario(wanted: string): Promise<LoadScenario> {
  const shipped = SHIPPED_SCENARIO_NAMES.find((name) => name === wanted);
  if (shipped) return SHIPPED_SCENARIOS[shipped];
  const text = await readFile(wanted, 'utf8').catch(() => {
    throw new UsageError(`--scenario ${wanted} is neither a file nor one of ${SHIPPED_SCENARIO_NAMES.join(', ')}.`);
  });
  const parsed = loadScenario.safeParse(parseJson(text, wanted));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UsageError(`${wanted} is no scenario:\n${issues.join('\n')}`);
}

/** @throws UsageError that names the file */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
