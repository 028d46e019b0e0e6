import {
  describeLoad,
  type LoadScenario,
  type LoadTest,
  MODEL_CATALOGUE,
  scenarioOf,
  type TestedService,
} from '@proving-ground/shared';
import { formatResources } from '../../format/resources.ts';

export interface ConfigDifference {
  readonly name: string;
  readonly base: string;
  readonly next: string;
}

type Row = readonly [name: string, read: (test: LoadTest) => string];

const ROWS: readonly Row[] = [
  ['Load', ({ spec }) => describeLoad(spec)],
  ['Load shape', ({ spec }) => JSON.stringify(spec.load.shape)],
  ['Most open requests', ({ spec: { load } }) => (load.model === 'open' ? String(load.maxInFlight) : '–')],
  ['Scenario', ({ spec }) => describeScenario(scenarioOf(spec))],
  ['Request timeout', ({ spec }) => `${spec.requestTimeoutSeconds} s`],
  ['Wait for the last answers', ({ spec }) => `${spec.drainSeconds} s`],
  ['Seed', ({ spec }) => String(spec.seed)],
  ['Thresholds', ({ spec }) => spec.slo || '–'],
  ['Shards', ({ shardCount }) => String(shardCount)],
  ['Region', ({ target }) => target.region],
  ['Model', ({ target }) => `${MODEL_CATALOGUE[target.model].label} (${target.model})`],
  ...serviceRows('Agent', ({ target }) => target.agent),
  ...serviceRows('Model server', ({ target }) => target.backend),
  ['Revision at the end', ({ revisionAtEnd }) => revisionAtEnd ?? 'the same as at the start'],
];

/** What was not the same in two tests: the figures may differ because of any of it. */
export function configDifferences(base: LoadTest, next: LoadTest): readonly ConfigDifference[] {
  const differences = ROWS.map(([name, read]) => ({ name, base: read(base), next: read(next) }));
  // Scenarios of one name may still ask other questions; there is no short way to say which.
  const asksOther =
    JSON.stringify(scenarioOf(base.spec)) !== JSON.stringify(scenarioOf(next.spec)) &&
    describeScenario(scenarioOf(base.spec)) === describeScenario(scenarioOf(next.spec));
  const questions = { name: 'Questions', base: 'those of the base', next: 'others, under the same names' };
  return [...differences.filter((row) => row.base !== row.next), ...(asksOther ? [questions] : [])];
}

function describeScenario({ name, thinkTime, tasks, turnsPerSession }: LoadScenario): string {
  const wait =
    thinkTime.kind === 'uniform'
      ? `thinks ${thinkTime.minSeconds} to ${thinkTime.maxSeconds} s`
      : `every ${thinkTime.intervalSeconds} s`;
  const count = tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
  const turns = turnsPerSession === undefined ? '' : `, a new session after ${turnsPerSession} questions`;
  return `${name}, ${count}, ${wait}${turns}`;
}

function serviceRows(title: string, pick: (test: LoadTest) => TestedService | null): readonly Row[] {
  const row = (name: string, read: (service: TestedService) => string): Row => [
    `${title}: ${name}`,
    (test) => {
      const service = pick(test);
      return service ? read(service) : 'not recorded';
    },
  ];
  return [
    row('service', ({ name }) => name),
    row('revision', ({ revision }) => revision),
    row('image', ({ digest }) => digest),
    row('resources', formatResources),
    row('concurrency', ({ concurrency }) => String(concurrency)),
    row('most instances', ({ maxInstances }) => String(maxInstances)),
  ];
}
