import { MODEL_CATALOGUE } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { ArrowIcon } from '../../ui/icons.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { progressOf } from '../deployment/timeline.ts';

/** A deployment that is at work now, with how far it is. */
export function ActiveDeployment({ id }: { readonly id: string }) {
  const { data } = useApi();
  const deployment = useLive(() => data.deployment(id), id);
  // While its record loads there is still something worth saying: that it is there.
  const record = deployment.kind === 'ready' ? deployment.value : null;
  const progress = record && progressOf(record);
  return (
    <a class="card active" href={`/deployments/${id}`}>
      <span class="headline">
        <StatusBadge status={record?.status ?? 'running'} text={record ? DOING[record.kind] : 'Deploying'} />
        <strong>
          {record ? `${MODEL_CATALOGUE[record.spec.model].label} in ${record.spec.region}` : 'A deployment'}
        </strong>
        <span>{progress?.current}</span>
        <ArrowIcon class="active-arrow" />
      </span>
      {progress && (
        <progress
          class="progress"
          value={progress.done}
          max={progress.total}
          aria-label={`${progress.done} of ${progress.total} steps done`}
        />
      )}
    </a>
  );
}

const DOING = { deploy: 'Deploying', switch: 'Moving traffic', delete: 'Deleting' } as const;
