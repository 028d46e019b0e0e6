import type { MetricTiming } from '../monitoring/metric-timing.ts';
import type { Processes } from '../processes/processes.ts';
import type { MachineEnvironment } from './machine-environment.ts';
import type { PartLog } from './part-log.ts';
import type { Ports } from './ports.ts';

/** What every part of one `npm start` is given. */
export interface RunContext {
  readonly repoRoot: string;
  readonly stateFolder: string;
  readonly env: MachineEnvironment;
  readonly projectId: string;
  /** GPUs of each type that the project may have in a region. */
  readonly gpuQuota: number;
  /** How often metrics are measured, and how late they are shown. */
  readonly metricTiming: MetricTiming;
  readonly processes: Processes;
  readonly ports: Ports;
  readonly openLog: (name: string) => PartLog;
  /** Prints one line about a part. */
  readonly say: (part: string, line: string) => void;
  /** A part is gone for good: everything stops. */
  readonly fail: (part: string, reason: string) => void;
}
