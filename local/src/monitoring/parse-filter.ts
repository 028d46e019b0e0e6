import { invalid, unimplemented } from './monitoring-error.ts';

type Test = (actual: string) => boolean;

/** One comparison; the field is `metric.type`, `resource.type`, `project`, `metric.labels.X` or `resource.labels.X`. */
export interface Comparison {
  readonly field: string;
  /** What the field must be, when the filter names one value. */
  readonly exactly: string | null;
  readonly matches: Test;
}

const FIELD =
  /^(metric\.type|resource\.type|project|(?:metric|resource)\.labels?\.(?:"[^"]+"|\w+))\s*(!=|>=|<=|=|>|<|:)\s*/;
const STRING = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w./%+-]+))\s*/;
const CALL = /^(starts_with|ends_with|has_substring|one_of|monitoring\.regex\.full_match)\s*\(\s*/;

/**
 * Reads comparisons joined by AND or by nothing, the part of the language that programs write.
 *
 * @throws MonitoringError for OR, NOT, parentheses, and what is no filter at all.
 * @see https://cloud.google.com/monitoring/api/v3/filters
 */
export function parseFilter(filter: string): readonly Comparison[] {
  const comparisons: Comparison[] = [];
  let rest = filter.trim();
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found;
  };
  const fail = () => {
    if (/^(?:OR\b|NOT\b|-|\()/.test(rest)) throw unimplemented('OR, NOT and parentheses in filters');
    throw invalid(`The provided filter could not be parsed at "${rest.slice(0, 60)}".`);
  };
  const takeString = (): string => {
    const [, double, single, bare] = take(STRING) ?? [];
    const quoted = double ?? single;
    return quoted?.replace(/\\(.)/g, '$1') ?? bare ?? fail();
  };
  const takeStrings = (): readonly string[] => {
    const values = [takeString()];
    while (take(/^,\s*/)) values.push(takeString());
    if (!take(/^\)\s*/)) fail();
    return values;
  };

  while (rest !== '') {
    const [, name = '', operator = ''] = take(FIELD) ?? fail();
    const field = name.replace(/\.labels?\./, '.labels.').replaceAll('"', '');
    const [, call] = take(CALL) ?? [];
    const values = call === undefined ? [takeString()] : takeStrings();
    comparisons.push(comparison({ field, operator, call: call ?? null, values }));
    take(/^AND\s+/);
  }
  return comparisons;
}

function comparison(parsed: {
  readonly field: string;
  readonly operator: string;
  readonly call: string | null;
  readonly values: readonly string[];
}): Comparison {
  const { field, operator, call, values } = parsed;
  const [value = ''] = values;
  if (operator === ':' && call === null) return { field, exactly: null, matches: (actual) => actual.includes(value) };
  if (operator !== '=' && operator !== '!=') throw unimplemented(`the operator ${operator} in filters`);
  const test = testOf(call, values);
  if (operator === '!=') return { field, exactly: null, matches: (actual) => !test(actual) };
  return { field, exactly: call === null ? value : null, matches: test };
}

function testOf(call: string | null, values: readonly string[]): Test {
  const [value = ''] = values;
  switch (call) {
    case 'starts_with':
      return (actual) => actual.startsWith(value);
    case 'ends_with':
      return (actual) => actual.endsWith(value);
    case 'has_substring':
      return (actual) => actual.includes(value);
    case 'one_of':
      return (actual) => values.includes(actual);
    case 'monitoring.regex.full_match':
      return fullMatch(value);
    default:
      return (actual) => actual === value;
  }
}

function fullMatch(pattern: string): Test {
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return (actual) => expression.test(actual);
  } catch {
    throw invalid(`The provided filter has an invalid regular expression: "${pattern}".`);
  }
}
