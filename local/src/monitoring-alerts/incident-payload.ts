import type { AlertTurn } from './create-evaluator.ts';

/**
 * What Cloud Monitoring sends to a webhook, as far as it is known here.
 * @see https://cloud.google.com/monitoring/support/notification-options#webhooks
 */
export function incidentPayload({ alert, policy, condition, violation }: AlertTurn, projectId: string): object {
  const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1_000);
  const state = alert.state === 'OPEN' ? 'open' : 'closed';
  const service = alert.resource.labels['service_name'] ?? '';
  return {
    version: '1.2',
    incident: {
      incident_id: alert.name.split('/').at(-1),
      scoping_project_id: projectId,
      state,
      started_at: seconds(alert.openTime),
      ended_at: alert.closeTime === undefined ? null : seconds(alert.closeTime),
      summary: `${policy.displayName}: ${state} for ${service}`,
      policy_name: policy.displayName,
      policy_user_labels: policy.userLabels,
      severity: policy.severity ?? 'No severity',
      resource: alert.resource,
      metric: alert.metric,
      documentation: policy.documentation
        ? { content: policy.documentation.content, mime_type: policy.documentation.mimeType }
        : null,
      ...(condition
        ? {
            condition_name: condition.displayName,
            threshold_value: String(condition.conditionThreshold.thresholdValue),
            observed_value: String(violation?.value ?? ''),
          }
        : {}),
    },
  };
}
