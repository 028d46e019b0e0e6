import { type LogEntry, SEVERITIES } from './log-entry.ts';

type Operator = '=' | '!=' | '>=' | '<=' | '>' | '<' | ':';

export interface Comparison {
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

/** A filter the twin cannot read; the message names the place. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}

const COMPARISON = /^([A-Za-z_][\w.]*(?:\."[^"]+")*)\s*(!=|>=|<=|=|>|<|:)\s*(?:"((?:[^"\\]|\\.)*)"|([\w.:/%+-]+))\s*/;

/**
 * Reads `field OP value` terms joined by AND or by nothing, the part of the language that tools write.
 *
 * @throws FilterError for OR, NOT, parentheses and what is no filter at all.
 * @see https://cloud.google.com/logging/docs/view/logging-query-language
 */
export function parseFilter(filter: string): readonly Comparison[] {
  const comparisons: Comparison[] = [];
  let rest = filter.trim();
  while (rest !== '') {
    const [whole, field = '', operator, quoted, bare = ''] = COMPARISON.exec(rest) ?? [];
    if (whole === undefined) {
      throw new FilterError(
        `Unparseable filter: the local twin reads comparisons joined by AND, and stopped at "${rest.slice(0, 60)}".`,
      );
    }
    comparisons.push({
      field,
      operator: operator as Operator,
      value: quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1'),
    });
    rest = rest.slice(whole.length).replace(/^AND\s+/, '');
  }
  return comparisons;
}

export function matchesFilter(entry: LogEntry, comparisons: readonly Comparison[]): boolean {
  return comparisons.every((comparison) => matches(entry, comparison));
}

function matches(entry: LogEntry, { field, operator, value }: Comparison): boolean {
  if (field === 'severity') return compare(severityOf(entry.severity), severityOf(value), operator);
  const actual = field === 'log_name' ? entry.logName : read(entry, field);
  if (field === 'timestamp' || field === 'receiveTimestamp') {
    return compare(Date.parse(String(actual)), Date.parse(value), operator);
  }
  if (actual === undefined) return operator === '!=';
  const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
  if (operator === ':') return text.toLowerCase().includes(value.toLowerCase());
  return typeof actual === 'number' ? compare(actual, Number(value), operator) : compare(text, value, operator);
}

function severityOf(name: string | undefined): number {
  const severity = SEVERITIES[(name ?? 'DEFAULT').toUpperCase() as keyof typeof SEVERITIES];
  if (severity === undefined) throw new FilterError(`Unparseable filter: "${name}" is not a severity.`);
  return severity;
}

function read(entry: LogEntry, field: string): unknown {
  let value: unknown = entry;
  for (const part of field.match(/"[^"]+"|[^."]+/g) ?? []) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part.replaceAll('"', '')];
  }
  return value;
}

function compare<T extends number | string>(actual: T, wanted: T, operator: Operator): boolean {
  switch (operator) {
    case '=':
    case ':':
      return actual === wanted;
    case '!=':
      return actual !== wanted;
    case '>=':
      return actual >= wanted;
    case '<=':
      return actual <= wanted;
    case '>':
      return actual > wanted;
    case '<':
      return actual < wanted;
  }
}
