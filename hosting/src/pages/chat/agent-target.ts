import type { LiveService } from '@proving-ground/shared';

/** A live agent to talk to. */
export interface AgentTarget {
  /** `region~service`, as in the page's address. */
  readonly key: string;
  readonly region: string;
  readonly serviceName: string;
  readonly model: string;
  readonly revision: string;
}

/** The agents that serve now. */
export function agentTargets(services: readonly LiveService[]): readonly AgentTarget[] {
  return services.flatMap(({ kind, region, name, current }) =>
    kind === 'agent' && current
      ? [{ key: `${region}~${name}`, region, serviceName: name, model: current.model, revision: current.revision }]
      : [],
  );
}

/** The agent named in the address if it is live, else the first one. */
export function chooseTarget(targets: readonly AgentTarget[], wanted: string | undefined): AgentTarget | null {
  return targets.find(({ key }) => key === wanted) ?? targets[0] ?? null;
}
