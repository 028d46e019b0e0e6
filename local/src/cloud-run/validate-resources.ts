import { parseCpu, parseMemoryBytes } from './quantity.ts';
import { GPU_TYPES } from './regions.ts';
import type { Violation } from './violation.ts';
import type { Container, RevisionTemplate } from './wire.ts';

const GIB = 1_024 ** 3;
const MIN_MEMORY_BYTES = 128 * 1_024 ** 2;
const MIN_CPU = 0.08;
const GPU_LIMIT = 'nvidia.com/gpu';
const LIMIT_NAMES: ReadonlySet<string> = new Set(['cpu', 'memory', GPU_LIMIT]);
const FIELD = 'template.containers[0].resources';

/** Memory each CPU count may have, in GiB: https://cloud.google.com/run/docs/configuring/services/memory-limits */
const MEMORY_RANGE_GIB: Readonly<Record<number, readonly [min: number, max: number]>> = {
  1: [0, 4],
  2: [0, 8],
  4: [2, 16],
  6: [4, 24],
  8: [4, 32],
};
/** Only with a GPU that asks for it. */
const LARGE_CPU_COUNT = 20;

/** What Cloud Run refuses about CPU, memory and GPU together. */
export function validateResources(
  template: RevisionTemplate,
  container: Container,
  location: string,
): readonly Violation[] {
  const limits = container.resources?.limits ?? {};
  const cpuCount = parseCpu(limits['cpu'] ?? '1');
  const memoryBytes = parseMemoryBytes(limits['memory'] ?? '512Mi');
  const unknown = Object.keys(limits).filter((name) => !LIMIT_NAMES.has(name));
  if (unknown.length > 0) {
    return [
      {
        field: `${FIELD}.limits`,
        message: `Only cpu, memory and ${GPU_LIMIT} are supported, got ${unknown.join(', ')}.`,
      },
    ];
  }
  if (cpuCount === null) return [{ field: `${FIELD}.limits.cpu`, message: `Invalid CPU "${limits['cpu']}".` }];
  if (memoryBytes === null) {
    return [{ field: `${FIELD}.limits.memory`, message: `Invalid memory quantity "${limits['memory']}".` }];
  }
  return [
    ...validateGpu({ template, container, location, cpuCount, memoryBytes }),
    ...validateCpu(template, cpuCount, memoryBytes),
  ];
}

function validateCpu(template: RevisionTemplate, cpuCount: number, memoryBytes: number): readonly Violation[] {
  if (memoryBytes < MIN_MEMORY_BYTES) return [{ field: `${FIELD}.limits.memory`, message: 'Must be at least 128Mi.' }];
  if (cpuCount < 1) {
    if (cpuCount < MIN_CPU) return [{ field: `${FIELD}.limits.cpu`, message: `Must be at least ${MIN_CPU}.` }];
    if ((template.maxInstanceRequestConcurrency ?? 1) > 1) {
      return [{ field: `${FIELD}.limits.cpu`, message: 'Total cpu < 1 is not supported with concurrency > 1.' }];
    }
    return [];
  }
  if (cpuCount === LARGE_CPU_COUNT && template.nodeSelector?.accelerator) return [];
  const range = MEMORY_RANGE_GIB[cpuCount];
  if (!range) {
    return [
      {
        field: `${FIELD}.limits.cpu`,
        message: `Invalid value specified for cpu. For the specified value, ${cpuCount}, expected one of 1, 2, 4, 6, 8.`,
      },
    ];
  }
  const [minGiB, maxGiB] = range;
  if (memoryBytes < minGiB * GIB || memoryBytes > maxGiB * GIB) {
    return [
      {
        field: `${FIELD}.limits.memory`,
        message: `Invalid value specified for container memory. For ${cpuCount} CPU, memory must be between ${minGiB || 0.125}Gi and ${maxGiB}Gi inclusive.`,
      },
    ];
  }
  return [];
}

interface GpuInput {
  readonly template: RevisionTemplate;
  readonly container: Container;
  readonly location: string;
  readonly cpuCount: number;
  readonly memoryBytes: number;
}

/** https://cloud.google.com/run/docs/configuring/services/gpu */
function validateGpu({ template, container, location, cpuCount, memoryBytes }: GpuInput): readonly Violation[] {
  const gpuCount = container.resources?.limits?.[GPU_LIMIT];
  const accelerator = template.nodeSelector?.accelerator;
  if (gpuCount === undefined && !accelerator) return [];
  if (gpuCount === undefined) {
    return [{ field: `${FIELD}.limits`, message: `A node selector needs the limit ${GPU_LIMIT}.` }];
  }
  if (gpuCount !== '1')
    return [{ field: `${FIELD}.limits`, message: `The only supported value of ${GPU_LIMIT} is 1.` }];
  if (!accelerator) {
    return [{ field: 'template.nodeSelector.accelerator', message: 'Required with a GPU, for example nvidia-l4.' }];
  }
  const gpu = GPU_TYPES[accelerator];
  if (!gpu) return [{ field: 'template.nodeSelector.accelerator', message: `Unknown GPU type ${accelerator}.` }];
  const violations: Violation[] = [];
  if (!gpu.regions.includes(location)) {
    violations.push({
      field: 'template.nodeSelector.accelerator',
      message: `${accelerator} is not available in ${location}. Use one of ${gpu.regions.join(', ')}.`,
    });
  }
  if (cpuCount < gpu.minCpuCount) {
    violations.push({
      field: `${FIELD}.limits.cpu`,
      message: `${accelerator} requires at least ${gpu.minCpuCount} CPU.`,
    });
  }
  if (memoryBytes < gpu.minMemoryGiB * GIB) {
    violations.push({
      field: `${FIELD}.limits.memory`,
      message: `${accelerator} requires at least ${gpu.minMemoryGiB}Gi of memory.`,
    });
  }
  if (container.resources?.cpuIdle === true) {
    violations.push({ field: `${FIELD}.cpuIdle`, message: 'Must be false with a GPU: its CPU is always allocated.' });
  }
  if (template.executionEnvironment === 'EXECUTION_ENVIRONMENT_GEN1') {
    violations.push({ field: 'template.executionEnvironment', message: 'GPUs need EXECUTION_ENVIRONMENT_GEN2.' });
  }
  return violations;
}
