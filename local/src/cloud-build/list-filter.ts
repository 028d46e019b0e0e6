import { invalidArgument } from '../grpc/rpc.ts';
import type { Build } from './build.ts';

type Matches = (build: Build) => boolean;

const TERM = /^\s*([a-z_]+)\s*(=|!=|>=|<=|>|<)\s*(?:"([^"]*)"|(\S+))\s*/;

/**
 * Reads a filter of comparisons joined by AND, over tags, status, build_id, images, create_time, start_time, finish_time.
 *
 * @see https://cloud.google.com/build/docs/view-build-results#filtering_build_results_using_queries
 * @throws RpcError INVALID_ARGUMENT
 */
export function parseListFilter(filter: string): Matches {
  const terms: Matches[] = [];
  let rest = filter.trim();
  while (rest !== '') {
    const term = TERM.exec(rest);
    if (!term) throw invalidArgument(`invalid filter: cannot read "${rest}"`);
    const [whole, field = '', operator = '', quoted, bare] = term;
    terms.push(readTerm(field, operator, quoted ?? bare ?? ''));
    rest = rest.slice(whole.length);
    if (rest === '') break;
    const and = /^AND\s+/.exec(rest);
    if (!and) throw invalidArgument(`invalid filter: the local twin joins comparisons by AND only, at "${rest}"`);
    rest = rest.slice(and[0].length);
  }
  return (build) => terms.every((matches) => matches(build));
}

function readTerm(field: string, operator: string, value: string): Matches {
  switch (field) {
    case 'tags':
    case 'images':
      return equality(operator, field, (build) => build[field]?.includes(value) ?? false);
    case 'status':
      return equality(operator, field, (build) => build.status === value);
    case 'build_id':
      return equality(operator, field, (build) => build.id === value);
    case 'create_time':
      return comparison(operator, value, (build) => build.createTime);
    case 'start_time':
      return comparison(operator, value, (build) => build.startTime);
    case 'finish_time':
      return comparison(operator, value, (build) => build.finishTime);
    default:
      throw invalidArgument(`invalid filter: unknown field "${field}"`);
  }
}

function equality(operator: string, field: string, matches: Matches): Matches {
  if (operator === '=') return matches;
  if (operator === '!=') return (build) => !matches(build);
  throw invalidArgument(`invalid filter: "${field}" cannot be compared by ${operator}`);
}

function comparison(operator: string, value: string, timeOf: (build: Build) => string | undefined): Matches {
  const wanted = Date.parse(value);
  if (Number.isNaN(wanted)) throw invalidArgument(`invalid filter: "${value}" is no time`);
  return (build) => {
    const actual = Date.parse(timeOf(build) ?? '');
    const compared: Readonly<Record<string, boolean>> = {
      '=': actual === wanted,
      '!=': actual !== wanted,
      '>': actual > wanted,
      '>=': actual >= wanted,
      '<': actual < wanted,
      '<=': actual <= wanted,
    };
    return compared[operator] ?? false;
  };
}
