import { randomBytes } from 'node:crypto';
import type { StoredContainerRequest } from '../images/container-folders.ts';
import type { RevisionLog } from '../logging/create-logs.ts';
import type { ManagedProcess } from '../processes/processes.ts';
import { type Instance, StartupError } from './instance.ts';
import { awaitStartup } from './probe.ts';
import { shortName } from './resource-names.ts';
import { DEFAULT_PORT } from './service-defaults.ts';
import type { RevisionRecord, ServiceRecord } from './service-record.ts';
import type { Container, Probe } from './wire.ts';

/** Starts an image's program on this machine. */
export type Launch = (request: StoredContainerRequest) => Promise<ManagedProcess>;

/** https://cloud.google.com/run/docs/container-contract#instance-shutdown */
const SHUTDOWN_GRACE_MS = 10_000;

export interface InstanceRequest {
  readonly record: ServiceRecord;
  readonly revision: RevisionRecord;
  readonly launch: Launch;
  readonly log: RevisionLog;
  /** How the container finds out who it is, and where on this machine the rest of the cloud is. */
  readonly machineEnv: Readonly<Record<string, string>>;
  /** A free loopback port of its own. */
  readonly reservePort: () => Promise<number>;
  readonly signal: AbortSignal;
}

/**
 * Starts a container and waits until its start-up probe succeeds.
 *
 * @throws StartupError with Cloud Run's own words when it does not.
 */
export async function startInstance(request: InstanceRequest): Promise<Instance> {
  const { revision, log, signal } = request;
  const container = revision.template.containers?.[0] ?? {};
  const id = randomBytes(32).toString('hex');
  const say = (severity: 'INFO' | 'WARNING' | 'ERROR', text: string) =>
    log.platform({ severity, text, instanceId: id });

  const ports = await mapPorts(container, request.reservePort);
  say('INFO', 'Starting new instance.');
  const child = await launchContainer(request, { id, container, ports });
  void child.exited.then((exit) => {
    if (exit.signal === null)
      say(exit.code === 0 ? 'WARNING' : 'ERROR', `Container called exit(${String(exit.code)}).`);
    else say('WARNING', `Container terminated on signal ${exit.signal}.`);
  });

  const { containerPort } = portOf(container);
  const probe = container.startupProbe ?? { tcpSocket: { port: containerPort } };
  const ended = new AbortController();
  void child.exited.then(() => ended.abort(new StartupError('The container exited.')));
  try {
    const port = ports[probePort(probe) ?? containerPort] ?? 0;
    const ready = await awaitStartup({ probe, port, signal: AbortSignal.any([signal, ended.signal]) });
    if (!ready) throw new StartupError('The time of the start-up probe is up.');
  } catch (error) {
    const isContainersFault = error instanceof StartupError || ended.signal.aborted;
    await child.stop(SHUTDOWN_GRACE_MS);
    signal.throwIfAborted();
    if (!isContainersFault) throw error;
    say(
      'ERROR',
      `STARTUP ${kindOf(probe)} probe failed for container "${container.name ?? 'app'}" on port ${containerPort}.`,
    );
    throw new StartupError(failureMessage(probe, containerPort), { cause: error });
  }
  say(
    'INFO',
    `STARTUP ${kindOf(probe)} probe succeeded for container "${container.name ?? 'app'}" on port ${containerPort}.`,
  );
  return {
    id,
    pid: child.pid,
    port: ports[containerPort] ?? 0,
    exited: child.exited,
    stop: async () => {
      await child.stop(SHUTDOWN_GRACE_MS);
    },
  };
}

interface LaunchInput {
  readonly id: string;
  readonly container: Container;
  readonly ports: Readonly<Record<number, number>>;
}

async function launchContainer(
  request: InstanceRequest,
  { id, container, ports }: LaunchInput,
): Promise<ManagedProcess> {
  const { record, revision, launch, log, machineEnv } = request;
  if (!revision.image) throw new StartupError(`Image '${container.image ?? ''}' not found.`);
  const service = shortName(record.name);
  const output = log.output(id);
  const command = container.command ?? [];
  const args = container.args ?? [];
  const { entrypoint } = revision.image.config;
  try {
    const child = await launch({
      name: revision.name,
      image: revision.image,
      // As in Kubernetes: a command replaces the image's entry point and its arguments, arguments alone the latter.
      ...(command.length > 0 && { argv: [...command, ...args] }),
      ...(command.length === 0 && args.length > 0 && { argv: [...entrypoint, ...args] }),
      env: {
        ...Object.fromEntries((container.env ?? []).map(({ name = '', value = '' }) => [name, value])),
        PORT: String(portOf(container).containerPort),
        K_SERVICE: service,
        K_REVISION: revision.name,
        K_CONFIGURATION: service,
      },
      ...(container.workingDir && { workdir: container.workingDir }),
      portMap: ports,
      machineEnv,
      onOutput: (chunk) => output.write(chunk),
    });
    void child.exited.then(() => output.end());
    return child;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.platform({
      severity: 'ERROR',
      text: `Application failed to start: ${why}`,
      instanceId: id,
    });
    throw new StartupError(`The user-provided container failed to start. Application failed to start: ${why}`, {
      cause: error,
    });
  }
}

async function mapPorts(
  container: Container,
  reservePort: () => Promise<number>,
): Promise<Readonly<Record<number, number>>> {
  const { containerPort } = portOf(container);
  const wanted = new Set([containerPort, probePort(container.startupProbe ?? {}) ?? containerPort]);
  return Object.fromEntries(await Promise.all([...wanted].map(async (port) => [port, await reservePort()] as const)));
}

function portOf({ ports }: Container): { readonly containerPort: number } {
  return { containerPort: ports?.[0]?.containerPort ?? DEFAULT_PORT };
}

function probePort(probe: Probe): number | undefined {
  return probe.httpGet?.port || probe.tcpSocket?.port || undefined;
}

const kindOf = (probe: Probe) => (probe.httpGet ? 'HTTP' : 'TCP');

function failureMessage(probe: Probe, containerPort: number): string {
  const logs = 'Logs for this revision might contain more information.';
  if (probe.httpGet) return `The user-provided container failed the configured startup probe checks. ${logs}`;
  return `The user-provided container failed to start and listen on the port defined provided by the PORT=${containerPort} environment variable within the allocated timeout. This can happen when the container port is misconfigured or if the timeout is too short. The health check timeout can be extended. ${logs}`;
}
