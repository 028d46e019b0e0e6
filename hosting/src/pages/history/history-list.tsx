import type { TimelineEntry } from '@proving-ground/shared';
import { formatDuration } from '../../format/duration.ts';
import { formatDay, formatTimeOfDay } from '../../format/instant.ts';
import { daysOf } from './days.ts';
import { EntryStatus } from './entry-status.tsx';

/** What happened, day by day. */
export function HistoryList({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <div class="history">
      {daysOf(entries).map(({ key, at, entries: ofDay }) => (
        <section key={key} aria-labelledby={`day-${key}`}>
          <h2 id={`day-${key}`}>
            <time dateTime={key}>{formatDay(at)}</time>
          </h2>
          <ol class="card">
            {ofDay.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const { createdAt, endedAt, title, detail, path, area } = entry;
  const tookMs = endedAt ? Date.parse(endedAt) - Date.parse(createdAt) : 0;
  return (
    <li class="history-entry">
      <time class="history-time" dateTime={createdAt}>
        {formatTimeOfDay(createdAt)}
      </time>
      <div class="history-what">
        <a class="row-link" href={path}>
          {title}
        </a>
        {detail && <p>{detail}</p>}
        <p class="history-who">
          {whoText(entry)}
          {tookMs >= 1_000 && `, ${area === 'alert' ? 'for' : 'took'} ${formatDuration(tookMs)}`}
        </p>
      </div>
      <EntryStatus entry={entry} />
    </li>
  );
}

function whoText({ actor, area, id }: TimelineEntry): string {
  if (actor) return actor.email ?? actor.uid;
  if (area !== 'alert') return 'By schedule';
  return id.startsWith('health~') ? 'Seen by the watch' : 'Seen by Cloud Monitoring';
}
