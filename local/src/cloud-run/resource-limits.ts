import type { ResourceLimits } from './instance-meter.ts';
import { parseCpu, parseMemoryBytes } from './quantity.ts';
import type { RevisionTemplate } from './wire.ts';

/** What an instance of a revision may use; every template was checked, and has its defaults filled in. */
export function resourceLimits({ containers }: RevisionTemplate): ResourceLimits {
  const limits = containers?.[0]?.resources?.limits ?? {};
  return {
    cpuCount: parseCpu(limits['cpu'] ?? '') ?? 1,
    memoryBytes: parseMemoryBytes(limits['memory'] ?? '') ?? 512 * 1_024 ** 2,
  };
}
