import {
  type DeploymentSpec,
  deploymentSpec,
  GATE_PRESET_NAMES,
  GATE_PRESETS,
  idempotencyKey,
  releaseRegions,
} from '@proving-ground/shared';
import { z } from 'zod';
import { defineCommand } from '../command-line/command.ts';
import { given, numberOf, validated } from '../command-line/option-values.ts';
import { type ReadText, readJsonFile } from '../command-line/read-json-file.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { followStarted } from '../follow/follow-deployment.ts';
import { followRelease } from '../follow/follow-release.ts';

const text = { type: 'string' } as const;

export const deployCommand = defineCommand({
  name: 'deploy',
  usage: `deploy                    builds and releases backend and agent, and follows that to its end
    --spec FILE           a JSON file with the specification; the options below change it
    --model MODEL         (gemma3:270m)
    --region REGION       (europe-west1); given again, the same in several regions
    --scope SCOPE         what is made anew: pair, agent, backend or settings (pair)
    --agent-version N     the saved version of the agent's profile; 0: as shipped
    --gate PRESET         compare with the release that serves before the traffic moves: quick, standard or strict
    --hold                stop after the verification: no traffic until it is promoted
    --env KEY=VALUE       a variable of the agent; may be given again
    --key KEY             the same key names the same deployment (random)
    --no-wait             do not follow it
`,
  operands: [],
  options: {
    spec: text,
    model: text,
    region: { type: 'string', multiple: true },
    scope: text,
    'agent-version': text,
    gate: text,
    hold: { type: 'boolean' },
    env: { type: 'string', multiple: true },
    key: text,
    'no-wait': { type: 'boolean' },
  },
  read: async ({ values, readText }) => {
    const regions = values.region === undefined ? null : validated(releaseRegions, values.region, '--region');
    const spec = await readSpec({ ...values, region: regions?.[0] }, readText);
    const key = values.key === undefined ? null : validated(idempotencyKey, values.key, '--key');
    return async (context) => {
      const wish = { idempotencyKey: key ?? context.randomId(), spec };
      const wait = values['no-wait'] !== true;
      if (regions === null || regions.length === 1) {
        return await followStarted(context, await context.api.call('startDeployment', wish), { wait });
      }
      const started = await context.api.call('startRelease', { ...wish, regions });
      const { releaseId, created } = started;
      const news = created ? `Release ${releaseId} has started.` : `Release ${releaseId} has this key already.`;
      return await followRelease(context, started, { wait, news });
    };
  },
});

interface SpecValues {
  readonly spec?: string | undefined;
  readonly model?: string | undefined;
  readonly region?: string | undefined;
  readonly scope?: string | undefined;
  readonly 'agent-version'?: string | undefined;
  readonly gate?: string | undefined;
  readonly hold?: boolean | undefined;
  readonly env?: readonly string[] | undefined;
}

const gatePreset = z.enum(GATE_PRESET_NAMES);
const jsonObject = z.looseObject({ agent: z.looseObject({ env: z.looseObject({}).optional() }).optional() });

async function readSpec(values: SpecValues, readText: ReadText): Promise<DeploymentSpec> {
  const { spec: file, model, region, scope, gate, hold, env = [] } = values;
  const version = numberOf(values['agent-version'], '--agent-version');
  const preset = gate === undefined ? undefined : GATE_PRESETS[validated(gatePreset, gate, '--gate')].gate;
  const base = file === undefined ? {} : validated(jsonObject, await readJsonFile(readText, file, '--spec'), file);
  const wanted = {
    ...base,
    ...given('model', model),
    ...given('region', region),
    ...given('scope', scope),
    ...given('gate', preset),
    ...given('holdBeforeTraffic', hold),
    agent: {
      ...base.agent,
      ...given('version', version === 0 ? null : version),
      ...(env.length > 0 && { env: { ...base.agent?.env, ...variables(env) } }),
    },
  };
  return validated(deploymentSpec, wanted, 'spec');
}

function variables(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const end = pair.indexOf('=');
      if (end <= 0) throw new UsageError(`--env takes KEY=VALUE, not "${pair}".`);
      return [pair.slice(0, end), pair.slice(end + 1)];
    }),
  );
}
