import { capacitySpec, idempotencyKey } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { given, numberOf, validated } from '../command-line/option-values.ts';
import { capacityCode, followCapacitySearch } from '../follow/follow-capacity-search.ts';
import { AGENT_OPTIONS, liveAgent, readAgentWish } from './live-agent.ts';
import { readScenario } from './read-load-spec.ts';

const text = { type: 'string' } as const;

export const capacityStartCommand = defineCommand({
  name: 'capacity start',
  usage: `capacity start            finds the highest load at which the live agent keeps its thresholds
    --slo TEXT            what has to be kept ("p95Ms<5000,errorRate<0.01")
    --users               look for users at the same time instead of requests a second
    --start N             the first value (1)
    --most N              no step goes beyond (50)
    --step SECONDS        how long a step takes (30)
    --steps N             at most so many steps (20)
    --precision PERCENT   how far apart kept and missed may be in the end (10)
    --scenario NAME|FILE  a scenario that ships, or a JSON file with one (codelab)
    --seed N              the same seed gives the same arrivals (1)
    --agent NAME          its service (the one that is live)
    --region REGION
    --key KEY             the same key names the same search (random)
    --no-wait             do not follow it
`,
  operands: [],
  options: {
    slo: text,
    users: { type: 'boolean' },
    start: text,
    most: text,
    step: text,
    steps: text,
    precision: text,
    scenario: text,
    seed: text,
    ...AGENT_OPTIONS,
    key: text,
    'no-wait': { type: 'boolean' },
  },
  read: async ({ values, readText }) => {
    const wish = readAgentWish(values);
    const precision = numberOf(values.precision, '--precision');
    const spec = validated(
      capacitySpec,
      {
        mode: values.users === true ? 'users' : 'rate',
        ...given('slo', values.slo),
        ...given('startAt', numberOf(values.start, '--start')),
        ...given('most', numberOf(values.most, '--most')),
        ...given('stepSeconds', numberOf(values.step, '--step')),
        ...given('maxSteps', numberOf(values.steps, '--steps')),
        ...given('precision', precision === undefined ? undefined : precision / 100),
        ...given('scenario', await readScenario(values.scenario, readText)),
        ...given('seed', numberOf(values.seed, '--seed')),
      },
      'spec',
    );
    const key = values.key === undefined ? null : validated(idempotencyKey, values.key, '--key');
    return async (context) => {
      const { api, output } = context;
      const started = await api.call('startCapacitySearch', {
        idempotencyKey: key ?? context.randomId(),
        target: await liveAgent(api, wish),
        spec,
      });
      const { searchId, created } = started;
      const news = created
        ? `Capacity search ${searchId} has started.\n`
        : `Capacity search ${searchId} has this key already.\n`;
      if (values['no-wait'] === true) {
        output.result({ text: news, document: started });
        return EXIT.done;
      }
      output.progress(news);
      return capacityCode(await followCapacitySearch(context, searchId));
    };
  },
});
