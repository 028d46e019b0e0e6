import type { LoadCoverage, ShardSight } from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { formatTimeOfDay } from '../format/instant.ts';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { CheckIcon, ClockIcon, CrossIcon, MinusIcon, RunningIcon } from '../ui/icons.tsx';
import './load-tables.css';

const LOOKS: Readonly<Record<ShardSight['status'], BadgeLook>> = {
  queued: { text: 'Queued', tone: 'plain', Icon: ClockIcon },
  waiting: { text: 'Ready', tone: 'plain', Icon: ClockIcon },
  running: { text: 'Running', tone: 'info', Icon: RunningIcon },
  finished: { text: 'Finished', tone: 'good', Icon: CheckIcon },
  stopped: { text: 'Stopped', tone: 'plain', Icon: MinusIcon },
  failed: { text: 'Failed', tone: 'bad', Icon: CrossIcon },
  lost: { text: 'Lost', tone: 'bad', Icon: CrossIcon },
};

/** The processes that send the load, and how much of it is in the figures. */
export function ShardTable(props: {
  readonly shards: readonly ShardSight[];
  readonly coverage: Pick<LoadCoverage, 'planned' | 'complete'> | null;
}) {
  const { shards, coverage } = props;
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>Shards</h2>
        {coverage && <span class="card-header-note">{`Shards ${coverage.complete}/${coverage.planned}`}</span>}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="table-box" tabIndex={0} aria-label="Shards, table">
        <table class="load-table">
          <thead>
            <tr>
              <th scope="col">Shard</th>
              <th scope="col">Status</th>
              <th scope="col" class="numeric">
                # reqs
              </th>
              <th scope="col" class="numeric">
                Elapsed
              </th>
              <th scope="col" class="numeric">
                Last written
              </th>
            </tr>
          </thead>
          <tbody>
            {shards.map((shard) => (
              <ShardRow key={shard.index} shard={shard} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function ShardRow({ shard: { index, status, requests, elapsedMs, flushedAt } }: { readonly shard: ShardSight }) {
  return (
    <tr>
      <th scope="row">{index}</th>
      <td>
        <Badge {...LOOKS[status]} />
      </td>
      <td class="numeric">{requests}</td>
      <td class="numeric">{`${(elapsedMs / 1_000).toFixed(1)} s`}</td>
      <td class="numeric">{flushedAt ? <time dateTime={flushedAt}>{formatTimeOfDay(flushedAt)}</time> : '–'}</td>
    </tr>
  );
}
