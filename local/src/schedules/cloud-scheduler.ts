import { type Context, Hono } from 'hono';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { answerError, answerUnknownRoute, googleError } from '../rest/google-error.ts';
import { type ScheduledJob, startScheduledJob } from './scheduled-job.ts';

const BASE = '/cloudscheduler.googleapis.com/v1';
const JOBS = `${BASE}/projects/:project/locations/:location/jobs`;

export interface CloudScheduler {
  readonly routes: Hono;
  /** Starts a job for each function with a schedule. */
  serve(manifest: FunctionManifest): void;
  stop(): void;
}

/**
 * Cloud Scheduler with the jobs that `firebase deploy` makes of functions: list, get and run.
 * @see https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs
 */
export function createCloudScheduler(options: {
  readonly projectId: string;
  readonly callFunction: CallFunction;
  readonly onLine: (line: string) => void;
}): CloudScheduler {
  const { projectId, callFunction, onLine } = options;
  let jobs: readonly ScheduledJob[] = [];

  function jobsOf(context: Context): readonly ScheduledJob[] {
    const project = context.req.param('project') ?? '';
    if (project !== projectId) throw googleError('PERMISSION_DENIED', `Permission denied on project ${project}.`);
    return jobs.filter(({ plan }) => plan.target.region === context.req.param('location'));
  }
  function find(context: Context, id: string): ScheduledJob {
    const found = jobsOf(context).find(({ plan }) => plan.id === id);
    if (!found) throw googleError('NOT_FOUND', 'Job not found.');
    return found;
  }
  const resource = ({ plan, nextAt, lastAttemptAt }: ScheduledJob) => ({
    name: `projects/${projectId}/locations/${plan.target.region}/jobs/${plan.id}`,
    schedule: plan.schedule,
    timeZone: plan.timeZone,
    state: 'ENABLED',
    scheduleTime: nextAt()?.toISOString(),
    lastAttemptTime: lastAttemptAt()?.toISOString(),
  });

  const routes = new Hono()
    .get(JOBS, (context) => context.json({ jobs: jobsOf(context).map(resource) }))
    .get(`${JOBS}/:job`, (context) => context.json(resource(find(context, context.req.param('job')))))
    .post(`${JOBS}/:call`, (context) => {
      const [id = '', verb] = context.req.param('call').split(':');
      if (verb !== 'run') return answerUnknownRoute('Cloud Scheduler', 'POST', context.req.path);
      const job = find(context, id);
      job.runNow();
      return context.json(resource(job));
    })
    .all(`${BASE}/*`, (context) => answerUnknownRoute('Cloud Scheduler', context.req.method, context.req.path));
  routes.onError(answerError);

  return {
    routes,
    serve: (manifest) => {
      jobs = manifest.flatMap(({ name, region, trigger }) => {
        if (trigger.kind !== 'schedule') return [];
        const { schedule, timeZone } = trigger;
        const plan = { id: `firebase-schedule-${name}-${region}`, target: { name, region }, schedule, timeZone };
        return [startScheduledJob({ plan, callFunction, onLine })];
      });
    },
    stop: () => {
      for (const job of jobs) job.stop();
      jobs = [];
    },
  };
}
