import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ScheduleEditor } from './schedule-editor.tsx';
import { ScheduleList } from './schedule-list.tsx';
import './load-schedules-page.css';

/** `/load-schedules`, `?new=yes` for a new one and `?edit=<schedule>` to change one. */
export function LoadSchedulesPage() {
  useTitle('Schedules');
  const { loads } = useApi();
  const { query } = useLocation();
  const schedules = useLive(() => loads.schedules(), 'schedules');
  const editedId = query['edit'];
  // A new one needs nothing of those that are there.
  if (query['new']) return <ScheduleEditor key="new" saved={null} />;
  switch (schedules.kind) {
    case 'loading':
      return <Skeleton lines={10} label="Loading the schedules" />;
    case 'failed':
      return (
        <FailurePanel failure={schedules.failure}>
          <Button onClick={schedules.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'missing':
    case 'ready': {
      const { items, unreadableIds } = schedules.kind === 'ready' ? schedules.value : { items: [], unreadableIds: [] };
      const edited = items.find(({ id }) => id === editedId);
      if (edited) return <ScheduleEditor key={edited.id} saved={edited} />;
      if (editedId) return <NoSuchSchedule id={editedId} />;
      return (
        <>
          {unreadableIds.length > 0 && (
            <Notice>
              {`${unreadableIds.length} of the schedules cannot be shown: another version of the functions wrote them.`}
            </Notice>
          )}
          <ScheduleList schedules={items} />
        </>
      );
    }
  }
}

function NoSuchSchedule({ id }: { readonly id: string }) {
  return (
    <EmptyState title="No such schedule" action={<LinkButton href="/load-schedules">All schedules</LinkButton>}>
      There is no schedule <code>{id}</code> in this project: somebody may have deleted it.
    </EmptyState>
  );
}
