import type { CallableName, CallableRequest } from '../callables.ts';
import { gpuLabel } from '../deployment/gpu-types.ts';
import type { TimelineArea } from './timeline.ts';

/** What somebody did, for the history. */
interface Act {
  readonly area: TimelineArea;
  readonly title: string;
  readonly path: string;
}

/**
 * The callables that change something which has no record of its own in the history; each call of one is kept, with who
 * made it and how it went. Those that start a deployment, a load test or a capacity search are known by what they start.
 */
export const ACTS: { readonly [N in CallableName]?: (request: CallableRequest<N>) => Act } = {
  cancelDeployment: ({ deploymentId }) => ({
    area: 'deployment',
    title: `Cancelled deployment ${deploymentId}`,
    path: `/deployments/${deploymentId}`,
  }),
  saveAgentVersion: ({ agentServiceName, note }) => ({
    area: 'agent',
    title: `Saved a version of ${agentServiceName}${note ? `: ${note}` : ''}`,
    path: `/agent?service=${agentServiceName}`,
  }),
  setSpendingCap: ({ dailyGpuCapUsd }) => ({
    area: 'settings',
    title: dailyGpuCapUsd === null ? 'Removed the spending cap' : `Set the spending cap to $${dailyGpuCapUsd} a day`,
    path: '/spending',
  }),
  setAlerts: ({ settings, newWebhookSecret }) => ({
    area: 'settings',
    title: settings.enabled
      ? `Changed the alerts${newWebhookSecret ? ', with a new secret for the webhook' : ''}`
      : 'Switched the alerts off',
    path: '/alerts',
  }),
  testNotification: () => ({ area: 'settings', title: 'Sent a test to all who are told of alerts', path: '/alerts' }),
  setGpuPrice: ({ gpuType, gpuUsdPerHour }) => ({
    area: 'settings',
    title:
      gpuUsdPerHour === null
        ? `Removed the price of the ${gpuLabel(gpuType)}`
        : `Entered the price of the ${gpuLabel(gpuType)}: $${gpuUsdPerHour} an hour`,
    path: '/spending',
  }),
  stopLoadTest: ({ loadTestId }) => ({
    area: 'loadTest',
    title: `Stopped load test ${loadTestId}`,
    path: `/load-tests/${loadTestId}`,
  }),
  stopCapacitySearch: ({ searchId }) => ({
    area: 'loadTest',
    title: `Stopped capacity search ${searchId}`,
    path: `/capacity/${searchId}`,
  }),
  setLoadBaseline: ({ target, loadTestId }) => ({
    area: 'loadTest',
    title: loadTestId
      ? `Made load test ${loadTestId} the baseline of ${target.agentServiceName}`
      : `Removed the baseline of ${target.agentServiceName}`,
    path: loadTestId ? `/load-tests/${loadTestId}` : '/load-tests',
  }),
  saveLoadSchedule: ({ plan, scheduleId }) => ({
    area: 'schedule',
    title: `${scheduleId ? 'Changed' : 'Made'} the schedule ${plan.name}`,
    path: '/load-schedules',
  }),
  deleteLoadSchedule: ({ scheduleId }) => ({
    area: 'schedule',
    title: `Deleted the schedule ${scheduleId}`,
    path: '/load-schedules',
  }),
};
