import { CALLABLES, idempotencyKey, loadTestNote } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { given, numberOf, validated } from '../command-line/option-values.ts';
import { followLoadTest, verdictCode } from '../follow/follow-load-test.ts';
import { AGENT_OPTIONS, liveAgent, readAgentWish } from './live-agent.ts';
import { readLoadSpec } from './read-load-spec.ts';

const text = { type: 'string' } as const;
const shardCountRule = CALLABLES.startLoadTest.request.shape.shardCount;

export const loadStartCommand = defineCommand({
  name: 'load start',
  usage: `load start                puts the live agent under load, and follows that to its end
    --users N             users at the same time (20)
    --spawn-rate N        users that join a second (5)
    --rate N              requests a second instead of users: the open model
    --duration SECONDS    (60)
    --scenario NAME|FILE  a scenario that ships, or a JSON file with one (codelab)
    --slo TEXT            thresholds, for example "p95Ms<2000,errorRate<0.01"
    --shards N            functions that share the load (as many as it needs)
    --note TEXT           a line of your own, to find it again
    --agent NAME          its service (the one that is live)
    --region REGION
    --key KEY             the same key names the same load test (random)
    --no-wait             do not follow it
`,
  operands: [],
  options: {
    users: text,
    'spawn-rate': text,
    rate: text,
    duration: text,
    scenario: text,
    slo: text,
    shards: text,
    note: text,
    ...AGENT_OPTIONS,
    key: text,
    'no-wait': { type: 'boolean' },
  },
  read: async ({ values, readText }) => {
    const wish = readAgentWish(values);
    const spec = await readLoadSpec(values, readText);
    const shardCount = validated(shardCountRule, numberOf(values.shards, '--shards'), '--shards');
    const note = validated(loadTestNote, values.note, '--note');
    const key = values.key === undefined ? null : validated(idempotencyKey, values.key, '--key');
    return async (context) => {
      const { api, output } = context;
      const started = await api.call('startLoadTest', {
        idempotencyKey: key ?? context.randomId(),
        target: await liveAgent(api, wish),
        spec,
        note,
        ...given('shardCount', shardCount),
      });
      const { loadTestId, created } = started;
      const news = created
        ? `Load test ${loadTestId} has started.\n`
        : `Load test ${loadTestId} has this key already.\n`;
      if (values['no-wait'] === true) {
        output.result({ text: news, document: started });
        return EXIT.done;
      }
      output.progress(news);
      return verdictCode(await followLoadTest(context, loadTestId));
    };
  },
});
