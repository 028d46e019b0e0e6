import type { CloudAlerts, FoundOfPair } from '../alerts/cloud-alerts.ts';
import { readPairLabels } from '../alerts/managed-labels.ts';
import { channelKey } from '../alerts/wanted-channels.ts';
import type { AlertPolicyBody } from '../gcp/alert-policies.ts';

interface Resource {
  readonly displayName: string;
  readonly userLabels: Readonly<Record<string, string>>;
}

export interface MemoryCloudAlerts extends CloudAlerts {
  /** Changes made so far. */
  readonly changes: string[];
  policyBodies(): readonly AlertPolicyBody[];
  names(): readonly string[];
  /** The function dies just before or just after its n-th change from now, counted from 0. */
  dieAt(change: number, when: 'before' | 'after'): void;
}

/** What of ours lies in Cloud Monitoring, without a network. */
export function createMemoryCloudAlerts(): MemoryCloudAlerts {
  const channels = new Map<string, Resource>();
  const checks = new Map<string, Resource>();
  const policies = new Map<string, AlertPolicyBody>();
  const changes: string[] = [];
  let nextId = 1;
  let death: { left: number; when: 'before' | 'after' } | null = null;

  async function change<T>(what: string, work: () => T): Promise<T> {
    const dies = death?.left === 0 ? death.when : null;
    if (death) death.left -= 1;
    if (dies === 'before') throw new Error('The function died.');
    const result = work();
    changes.push(what);
    if (dies === 'after') throw new Error('The function died.');
    return result;
  }
  const add = <T>(to: Map<string, T>, collection: string, body: T): string => {
    const name = `projects/p/${collection}/${nextId}`;
    nextId += 1;
    to.set(name, body);
    return name;
  };
  const ofPair = (resources: ReadonlyMap<string, Resource>): readonly FoundOfPair[] =>
    [...resources].flatMap(([name, { displayName, userLabels }]) => {
      const resource = readPairLabels(userLabels);
      return resource ? [{ ...resource, name, displayName }] : [];
    });

  return {
    changes,
    policyBodies: () => [...policies.values()],
    names: () => [...channels.keys(), ...checks.keys(), ...policies.keys()],
    dieAt: (left, when) => {
      death = { left, when };
    },
    channels: async () =>
      [...channels].flatMap(([name, { userLabels }]) => {
        const key = channelKey(userLabels);
        return key === null ? [] : [{ name, key }];
      }),
    createChannel: (body) => change('create channel', () => add(channels, 'notificationChannels', body)),
    deleteChannel: (name) => change('delete channel', () => void channels.delete(name)),
    checks: async () => ofPair(checks),
    createCheck: (body) => change('create check', () => add(checks, 'uptimeCheckConfigs', body)),
    deleteCheck: (name) => change('delete check', () => void checks.delete(name)),
    policies: async () => ofPair(policies),
    createPolicy: (body) => change('create policy', () => add(policies, 'alertPolicies', body)),
    updatePolicy: (name, body) => change('update policy', () => void policies.set(name, body)),
    deletePolicy: (name) => change('delete policy', () => void policies.delete(name)),
  };
}
