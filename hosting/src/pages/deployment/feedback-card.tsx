import type { FeedbackRecord } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatAgo } from '../../format/instant.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ThumbDownIcon, ThumbUpIcon } from '../../ui/icons.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import './feedback-card.css';

/** What people thought of the answers of a release; nothing before anybody has said. */
export function FeedbackCard({ revision }: { readonly revision: string }) {
  const { chats } = useApi();
  const read = useLive(() => chats.feedback(revision), revision);
  if (read.kind === 'failed') return <FailurePanel failure={read.failure} retry={read.retry} />;
  const all = read.kind === 'ready' ? read.value.items : [];
  if (all.length === 0) return null;
  const up = all.filter(({ thumb }) => thumb === 'up').length;
  const noted = all.filter(({ note }) => note !== '');
  return (
    <section class="card" aria-labelledby="feedback-title">
      <header class="card-header">
        <h2 id="feedback-title">What people thought of its answers</h2>
      </header>
      <div class="card-body">
        <p>
          {up} up, {all.length - up} down
        </p>
        {noted.length > 0 && (
          <ul class="feedback-notes">
            {noted.map((record) => (
              <Note key={record.id} record={record} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Note({ record: { thumb, note, at } }: { readonly record: FeedbackRecord }) {
  return (
    <li>
      {thumb === 'up' ? <ThumbUpIcon /> : <ThumbDownIcon />}
      <span class="visually-hidden">{thumb === 'up' ? 'Good:' : 'Bad:'}</span>
      <span>{note}</span>
      <small>{formatAgo(at, secondsClock.value)}</small>
    </li>
  );
}
