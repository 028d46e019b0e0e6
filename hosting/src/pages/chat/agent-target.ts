import { type LiveService, SHIPPED_PROFILE } from '@proving-ground/shared';

/** A live agent to talk to. */
export interface AgentTarget {
  /** `region~service`, as in the page's address. */
  readonly key: string;
  readonly region: string;
  readonly serviceName: string;
  readonly model: string;
  readonly revision: string;
  /** Whom people talk to. */
  readonly agentName: string;
  readonly questions: readonly string[];
}

/** The agents that serve now. */
export function agentTargets(services: readonly LiveService[]): readonly AgentTarget[] {
  return services.flatMap(({ kind, region, name, current }) =>
    kind === 'agent' && current
      ? [
          {
            key: `${region}~${name}`,
            region,
            serviceName: name,
            model: current.model,
            revision: current.revision,
            agentName: (current.agentVersion ?? SHIPPED_PROFILE).name,
            questions: (current.agentVersion ?? SHIPPED_PROFILE).questions,
          },
        ]
      : [],
  );
}

/** The agent named in the address if it is live, else the first one. */
export function chooseTarget(targets: readonly AgentTarget[], wanted: string | undefined): AgentTarget | null {
  return targets.find(({ key }) => key === wanted) ?? targets[0] ?? null;
}
