import { AGENT_DEFAULTS, DEFAULT_REGION, type LoadTargetName, loadTargetName, REGIONS } from '@proving-ground/shared';
import type { ApiClient } from '../api/api-client.ts';
import { listServices } from '../api/records.ts';
import { oneOf, validated } from '../command-line/option-values.ts';
import { UsageError } from '../command-line/usage-error.ts';

/** What was said of the agent on the command line. */
export interface AgentWish {
  readonly region: LoadTargetName['region'] | null;
  readonly name: string | null;
}

export const AGENT_OPTIONS = { agent: { type: 'string' }, region: { type: 'string' } } as const;

/** @throws UsageError */
export function readAgentWish({
  agent,
  region,
}: {
  readonly agent?: string | undefined;
  readonly region?: string | undefined;
}): AgentWish {
  return {
    region: region === undefined ? null : oneOf(REGIONS, region, '--region'),
    name: agent === undefined ? null : validated(loadTargetName.shape.agentServiceName, agent, '--agent'),
  };
}

/** The agent that is meant: the only one that fits and is live. Without one the functions say what is wrong.
 * @throws UsageError when several fit */
export async function liveAgent(api: ApiClient, wish: AgentWish): Promise<LoadTargetName> {
  const usual = {
    region: wish.region ?? DEFAULT_REGION,
    agentServiceName: wish.name ?? AGENT_DEFAULTS.serviceName,
  };
  if (wish.region !== null && wish.name !== null) return usual;
  const fitting = (await listServices(api)).filter(
    ({ kind, current, region, name }) =>
      kind === 'agent' &&
      current !== null &&
      (wish.region === null || region === wish.region) &&
      (wish.name === null || name === wish.name),
  );
  if (fitting.length > 1) {
    const choices = fitting.map(({ region, name }) => `  --agent ${name} --region ${region}`).join('\n');
    throw new UsageError(`Several agents are live; say which one is meant:\n${choices}`);
  }
  const [only] = fitting;
  if (!only) return usual;
  return { region: oneOf(REGIONS, only.region, '--region'), agentServiceName: only.name };
}
