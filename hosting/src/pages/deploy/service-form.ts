import type { DeploymentSpec } from '@proving-ground/shared';
import { numberOf } from '../../format/number-of.ts';

/** One row of a name/value list as it is edited; the id keeps its inputs apart. */
export interface Row {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

/** What both services have, as it is typed. */
export interface ServiceForm {
  readonly serviceName: string;
  readonly cpuCount: string;
  readonly memoryGiB: string;
  readonly concurrency: string;
  readonly maxInstances: string;
  readonly timeoutSeconds: string;
  readonly env: readonly Row[];
  readonly labels: readonly Row[];
}

export function addRow(rows: readonly Row[]): readonly Row[] {
  return [...rows, { id: 1 + Math.max(-1, ...rows.map(({ id }) => id)), name: '', value: '' }];
}

/** The form filled in with what a service has. */
export function serviceFormOf(service: Omit<DeploymentSpec['agent'], 'isPublic' | 'version'>): ServiceForm {
  return {
    serviceName: service.serviceName,
    cpuCount: String(service.cpuCount),
    memoryGiB: String(service.memoryGiB),
    concurrency: String(service.concurrency),
    maxInstances: String(service.maxInstances),
    timeoutSeconds: String(service.timeoutSeconds),
    env: rowsOf(service.env),
    labels: rowsOf(service.labels),
  };
}

/** What the form says, in the schema's terms and not yet checked. */
export function serviceInput(service: ServiceForm) {
  return {
    serviceName: service.serviceName.trim(),
    cpuCount: numberOf(service.cpuCount),
    memoryGiB: numberOf(service.memoryGiB),
    concurrency: numberOf(service.concurrency),
    maxInstances: numberOf(service.maxInstances),
    timeoutSeconds: numberOf(service.timeoutSeconds),
    env: recordOf(service.env),
    labels: recordOf(service.labels),
  };
}

function rowsOf(record: Readonly<Record<string, string>>): readonly Row[] {
  return Object.entries(record).map(([name, value], id) => ({ id, name, value }));
}

/** Rows without a name and a value are not filled in yet and count for nothing. */
function recordOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(
    rows.filter(({ name, value }) => name.trim() !== '' || value !== '').map(({ name, value }) => [name.trim(), value]),
  );
}
