import { parseArgs } from 'node:util';
import { CLOUD_TIMING, LOCAL_TIMING, type MetricTiming } from '../monitoring/metric-timing.ts';
import { DEFAULT_GPU_QUOTA } from '../project/project-quotas.ts';

export interface StartArguments {
  /** The usual ports, or whichever are free. */
  readonly ports: 'fixed' | 'auto';
  /** Forget what earlier starts kept. */
  readonly fresh: boolean;
  /** Where data and logs lie, relative to the repository. */
  readonly state: string;
  /** NVIDIA L4s that the project may have in a region, as the preflight reads it. */
  readonly gpuQuota: number;
  /** How often metrics are measured, and how late they are shown. */
  readonly metricTiming: MetricTiming;
}

export const USAGE = `npm start -- [options]

Runs Proving Ground on this machine: console, functions, Firestore, Auth, and a local twin of Cloud Build and Cloud Run.

  --ports auto   take free ports instead of the usual ones
  --fresh        start with an empty state: no users, no deployments, no images
  --state DIR    keep data and logs there, inside the repository (default: .local)
  --gpu-quota N  NVIDIA L4s that the project may have in a region, to see what happens without (default: 3)
  --metrics cloud
                 metrics once a minute and minutes late, as in the cloud (otherwise every 10 s, and 2 s late)
  --help         print this
`;

/** @throws Error that names what is not understood. */
export function parseStartArguments(argv: readonly string[]): StartArguments | 'help' {
  const { values } = parse(argv);
  if (values.help) return 'help';
  if (values.ports !== undefined && values.ports !== 'auto') {
    throw new Error(`--ports takes "auto", not "${values.ports}".\n\n${USAGE}`);
  }
  const gpuQuota = Number(values['gpu-quota']);
  if (!/^\d{1,3}$/.test(values['gpu-quota'])) {
    throw new Error(`--gpu-quota takes a whole number, not "${values['gpu-quota']}".\n\n${USAGE}`);
  }
  if (values.metrics !== undefined && values.metrics !== 'cloud') {
    throw new Error(`--metrics takes "cloud", not "${values.metrics}".\n\n${USAGE}`);
  }
  return {
    ports: values.ports ?? 'fixed',
    fresh: values.fresh,
    state: values.state,
    gpuQuota,
    metricTiming: values.metrics === 'cloud' ? CLOUD_TIMING : LOCAL_TIMING,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        ports: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        state: { type: 'string', default: '.local' },
        'gpu-quota': { type: 'string', default: String(DEFAULT_GPU_QUOTA) },
        metrics: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, { cause: error });
  }
}
