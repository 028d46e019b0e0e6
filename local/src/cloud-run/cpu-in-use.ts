import type { ReadUsage } from '../processes/process-usage.ts';
import type { Instance } from './instance.ts';
import type { InstanceMeter } from './instance-meter.ts';

/**
 * What the instances used since the last look, 1 being all the processors of one; each meter notes its own.
 *
 * In the cloud no instance gets more than all its processors, so none counts for more here.
 */
export async function cpuInUse(
  members: readonly { readonly instance: Pick<Instance, 'pid'>; readonly meter: InstanceMeter }[],
  readUsage: ReadUsage,
): Promise<number> {
  if (members.length === 0) return 0;
  const usage = await readUsage(members.map(({ instance }) => instance.pid));
  const nowMs = performance.now();
  return members.reduce((sum, { instance, meter }) => {
    const used = usage.get(instance.pid);
    return used ? sum + Math.min(meter.use(used, nowMs), 1) : sum;
  }, 0);
}
