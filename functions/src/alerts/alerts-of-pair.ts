import { Failure } from '@proving-ground/shared';
import { type CloudAlerts, createCloudAlerts, type FoundOfPair } from './cloud-alerts.ts';

interface PairName {
  readonly projectId: string;
  readonly region: string;
  readonly agent: string;
}

/** What watches a pair in Cloud Monitoring: its policies and its uptime check, by what people call them. */
export async function alertsOfPair(
  pair: PairName,
  cloud = createCloudAlerts(pair.projectId),
): Promise<readonly string[]> {
  const { policies, checks } = await findOfPair(pair, cloud);
  return [...policies, ...checks].map(({ displayName }) => displayName);
}

/** Takes away all that watches a pair; nothing there is fine. */
export async function deleteAlertsOfPair(pair: PairName, cloud = createCloudAlerts(pair.projectId)): Promise<void> {
  const { policies, checks } = await findOfPair(pair, cloud);
  for (const { name } of policies) await cloud.deletePolicy(name);
  for (const { name } of checks) await cloud.deleteCheck(name);
}

type Reader = Pick<CloudAlerts, 'policies' | 'checks' | 'deletePolicy' | 'deleteCheck'>;

async function findOfPair({ region, agent }: PairName, cloud: Reader) {
  const ofPair = (one: FoundOfPair) => one.region === region && one.service === agent;
  const [policies, checks] = await Promise.all([readable(cloud.policies()), readable(cloud.checks())]);
  return { policies: policies.filter(ofPair), checks: checks.filter(ofPair) };
}

/** Where we may not look, or where the API is off, we have never made anything. */
async function readable(list: Promise<readonly FoundOfPair[]>): Promise<readonly FoundOfPair[]> {
  try {
    return await list;
  } catch (error) {
    const codes = ['permission-denied', 'failed-precondition'];
    if (error instanceof Failure && codes.includes(error.record.code)) return [];
    throw error;
  }
}
