import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestCloud, type TestCloudOptions } from '../../cloud-run/testing/start-test-cloud.ts';
import { createMonitoring } from '../create-monitoring.ts';
import type { MetricTiming } from '../metric-timing.ts';
import { monitoringRoutes } from '../monitoring-routes.ts';
import type { Answer } from './answer.ts';

/** Often enough for a test, and at once. */
const EAGER: MetricTiming = { periodSeconds: 1, lagSeconds: 0 };

/** The twin's Cloud Run with its metrics, and the REST API of both. */
export async function startMonitoredCloud(options: TestCloudOptions = {}) {
  const cloud = await startTestCloud(options);
  const monitoring = await createMonitoring({
    projectId: 'demo-zoo',
    folder: join(cloud.folder, 'metrics'),
    timing: EAGER,
    takeReadings: () => cloud.cloudRun.takeReadings(),
    isApiEnabled: () => true,
    report: () => undefined,
  });
  const app = monitoringRoutes(monitoring);
  const startMs = Date.now();

  async function get(path: string, parameters: Readonly<Record<string, string>> = {}) {
    const query = new URLSearchParams(parameters);
    const response = await app.request(`/monitoring.googleapis.com/v3/projects/demo-zoo/${path}?${query.toString()}`);
    return { status: response.status, body: (await response.json()) as Answer };
  }
  /** Every series of one metric since the start; with an aggregation when parameters say so. */
  async function series(name: string, parameters: Readonly<Record<string, string>> = {}) {
    const { body } = await get('timeSeries', {
      filter: `metric.type="run.googleapis.com/${name}" AND resource.type="cloud_run_revision"`,
      'interval.startTime': new Date(startMs).toISOString(),
      'interval.endTime': new Date().toISOString(),
      ...parameters,
    });
    return body.timeSeries ?? [];
  }
  return {
    ...cloud,
    monitoring,
    get,
    series,
    [Symbol.asyncDispose]: async () => {
      await monitoring[Symbol.asyncDispose]();
      await cloud.stop();
      await rm(cloud.folder, { recursive: true });
    },
  };
}

export type MonitoredCloud = Awaited<ReturnType<typeof startMonitoredCloud>>;
