import { type CapacitySearch, capacityConclusion, capacityValueText } from '@proving-ground/shared';
import { formatAgo, formatInstant } from '../../format/instant.ts';
import { formatUsdRange } from '../../format/money.ts';
import { CapacityStatusBadge } from '../../ui/capacity-status-badge.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';

/** Searches, one a line; on a narrow screen each line becomes a small card. */
export function SearchTable({ searches }: { readonly searches: readonly CapacitySearch[] }) {
  const nowMs = secondsClock.value;
  return (
    <table class="table record-table searches">
      <caption class="visually-hidden">Capacity searches, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Started</th>
          <th scope="col">Search</th>
          <th scope="col">Status</th>
          <th scope="col">Found</th>
          <th scope="col" class="numeric">
            Per 1,000 answers
          </th>
        </tr>
      </thead>
      <tbody>
        {searches.map((search) => (
          <SearchRow key={search.id} search={search} nowMs={nowMs} />
        ))}
      </tbody>
    </table>
  );
}

function SearchRow({ search, nowMs }: { readonly search: CapacitySearch; readonly nowMs: number }) {
  const { id, createdAt, target, spec, status, bounds, result } = search;
  const known = bounds.meets === null ? 'Nothing yet' : `${capacityValueText(spec, bounds.meets)} so far`;
  return (
    <tr>
      <td>
        <time dateTime={createdAt} title={formatInstant(createdAt)}>
          {formatAgo(createdAt, nowMs)}
        </time>
      </td>
      <th scope="row">
        <a class="row-link" href={`/capacity/${id}`}>
          {target.agent.name}
        </a>
        <span class="load">
          <code>{spec.slo}</code>
        </span>
      </th>
      <td>
        <CapacityStatusBadge status={status} />
      </td>
      <td>{capacityConclusion({ spec, bounds, result }) ?? known}</td>
      <td class="numeric">{result?.costUsdPer1000Answers ? formatUsdRange(result.costUsdPer1000Answers) : '–'}</td>
    </tr>
  );
}
