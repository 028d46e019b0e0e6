import { z } from 'zod';
import { callMonitoring, createMonitoring, deleteMonitoring, listMonitoring, userLabels } from './monitoring.ts';

/**
 * One metric compared with a threshold.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#MetricThreshold
 */
export interface ThresholdCondition {
  readonly displayName: string;
  readonly conditionThreshold: {
    readonly filter: string;
    readonly aggregations: readonly Aggregation[];
    readonly denominatorFilter?: string;
    readonly denominatorAggregations?: readonly Aggregation[];
    readonly comparison: 'COMPARISON_GT';
    readonly thresholdValue: number;
    /** For how long without a break, in whole minutes as `300s`. */
    readonly duration: string;
    /** Not with a duration of zero. */
    readonly evaluationMissingData?: 'EVALUATION_MISSING_DATA_INACTIVE';
  };
}

export interface Aggregation {
  /** At least `60s`. */
  readonly alignmentPeriod: string;
  readonly perSeriesAligner: string;
  readonly crossSeriesReducer: string;
  readonly groupByFields: readonly string[];
}

/** @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#AlertPolicy */
export interface AlertPolicyBody {
  readonly displayName: string;
  readonly userLabels: Readonly<Record<string, string>>;
  readonly documentation: { readonly content: string; readonly mimeType: 'text/markdown' };
  readonly severity: 'CRITICAL' | 'ERROR' | 'WARNING';
  readonly combiner: 'OR';
  readonly conditions: readonly ThresholdCondition[];
  /** Names of notification channels. */
  readonly notificationChannels: readonly string[];
  readonly alertStrategy: { readonly autoClose: string };
}

const policy = z.object({ name: z.string(), displayName: z.string().default(''), userLabels });
export type FoundPolicy = z.infer<typeof policy>;

/** All alert policies of the project, also those of others. */
export async function listAlertPolicies(projectId: string): Promise<readonly FoundPolicy[]> {
  return await listMonitoring({ projectId, collection: 'alertPolicies', item: policy });
}

export async function createAlertPolicy(projectId: string, body: AlertPolicyBody): Promise<string> {
  return await createMonitoring(`projects/${projectId}/alertPolicies`, { ...body, enabled: true });
}

/** Whether it is enabled stays as it is: somebody may have paused it in the Google Cloud console. */
export async function updateAlertPolicy(name: string, body: AlertPolicyBody): Promise<void> {
  await callMonitoring('PATCH', `${name}?updateMask=${Object.keys(body).join(',')}`, body);
}

export async function deleteAlertPolicy(name: string): Promise<void> {
  await deleteMonitoring(name);
}
