import { DEFAULT_FAILURE_THRESHOLD, DEFAULT_PERIOD_SECONDS, DEFAULT_TIMEOUT_SECONDS } from './probe-timing.ts';
import { onlyInCloud, type Violation } from './violation.ts';
import type { Probe } from './wire.ts';

/** https://cloud.google.com/run/docs/configuring/healthchecks */
const MAX_STARTUP_SECONDS = 240;

/** Every rule of Cloud Run that a start-up probe breaks. */
export function validateProbe(probe: Probe, field: string): readonly Violation[] {
  const {
    initialDelaySeconds = 0,
    timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
    periodSeconds = DEFAULT_PERIOD_SECONDS,
    failureThreshold = DEFAULT_FAILURE_THRESHOLD,
  } = probe;
  const violations: Violation[] = [];
  const range = (name: string, value: number, min: number) => {
    if (value < min || value > MAX_STARTUP_SECONDS) {
      violations.push({
        field: `${field}.${name}`,
        message: `Must be a number between ${min} and ${MAX_STARTUP_SECONDS}.`,
      });
    }
  };
  range('initialDelaySeconds', initialDelaySeconds, 0);
  range('timeoutSeconds', timeoutSeconds, 1);
  range('periodSeconds', periodSeconds, 1);
  if (failureThreshold < 1) violations.push({ field: `${field}.failureThreshold`, message: 'Must be at least 1.' });
  if (timeoutSeconds > periodSeconds) {
    violations.push({ field: `${field}.timeoutSeconds`, message: 'Must be less than or equal to periodSeconds.' });
  }
  if (failureThreshold * periodSeconds > MAX_STARTUP_SECONDS) {
    violations.push({
      field: `${field}.failureThreshold`,
      message: `failureThreshold * periodSeconds must not exceed ${MAX_STARTUP_SECONDS} seconds.`,
    });
  }
  const kinds = [probe.httpGet, probe.tcpSocket, probe.grpc].filter((kind) => kind !== undefined);
  if (kinds.length !== 1) {
    violations.push({ field, message: 'Exactly one of httpGet, tcpSocket, or grpc must be specified.' });
  } else if (probe.grpc) violations.push(onlyInCloud(`${field}.grpc`, 'has no gRPC probe: use httpGet or tcpSocket.'));
  return violations;
}
