import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
import { ScheduleList } from './schedule-list.tsx';
import './load-schedules-page.css';
import { LiveView } from '../../ui/live-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';

/** `/load-schedules`, `?new=yes` for a new one and `?edit=<schedule>` to change one. */
export function LoadSchedulesPage() {
  const { query } = useLocation();
  useTitle('Schedules');
  // A new one needs nothing of those that are there.
  if (query['new']) return <ScheduleEditor key="new" saved={null} />;
  return query['edit'] ? <EditedSchedule id={query['edit']} /> : <ScheduleList />;
}

function EditedSchedule({ id }: { readonly id: string }) {
  const { loads } = useApi();
  const schedules = useLive(() => loads.schedules(), 'schedules');
  return (
    <>
      {(schedules.kind === 'loading' || schedules.kind === 'failed') && <PageHeader title="Edit schedule" />}
      <LiveView state={schedules} label="Loading the schedule" lines={10}>
        {(read) => {
          const saved = read?.items.find((schedule) => schedule.id === id);
          return saved ? <ScheduleEditor key={id} saved={saved} /> : <NoSuchSchedule id={id} />;
        }}
      </LiveView>
    </>
  );
}

function NoSuchSchedule({ id }: { readonly id: string }) {
  return (
    <EmptyState isPage title="No such schedule" action={<LinkButton href="/load-schedules">All schedules</LinkButton>}>
      There is no schedule <code>{id}</code> in this project: somebody may have deleted it.
    </EmptyState>
  );
}
