import type { Deployment, DeploymentScope, StepId } from '@proving-ground/shared';
import { formatDuration } from '../../format/duration.ts';

/** What happens with a scope: what is built, what is kept and, where the live deployment tells it, what that saves. */
export function scopeText(scope: DeploymentScope, live: Deployment): string {
  switch (scope) {
    case 'pair':
      return 'Both images are built, and both services get new revisions.';
    case 'settings':
      return `Nothing is built: other variables, sizes or limits with the images that are live. ${saves('both builds', live, ['buildBackend', 'buildAgent'])}`;
    case 'agent':
      return `Its image is built; the live model server and its model stay as they are. ${saves("the model server's build", live, ['buildBackend'])}`;
    case 'backend':
      return `Its image is built; the agent keeps its image and asks the new one. ${saves("the agent's build", live, ['buildAgent'])}`;
  }
}

function saves(what: string, { steps }: Deployment, builds: readonly StepId[]): string {
  const times = builds.map((build) => steps[build]);
  const starts = times.flatMap(({ status, startedAt }) =>
    status === 'done' && startedAt ? Date.parse(startedAt) : [],
  );
  const ends = times.flatMap(({ status, endedAt }) => (status === 'done' && endedAt ? Date.parse(endedAt) : []));
  // A live pair that was not built by its own deployment does not tell how long that took.
  if (starts.length < builds.length || ends.length < builds.length) return `Saves ${what}.`;
  return `Saves ${what}, ${formatDuration(Math.max(...ends) - Math.min(...starts))} with the live pair.`;
}
