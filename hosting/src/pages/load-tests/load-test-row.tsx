import {
  describeLoad,
  formatPercent,
  formatRate,
  isOver,
  type LoadHeadline,
  type LoadTest,
  partText,
} from '@proving-ground/shared';
import type { ComponentChildren } from 'preact';
import { formatLatency } from '../../format/duration.ts';
import { formatAgo, formatInstant } from '../../format/instant.ts';
import { formatUsdRange } from '../../format/money.ts';
import { LoadStatusBadge } from '../../ui/load-status-badge.tsx';
import { VerdictBadge } from '../../ui/verdict-badge.tsx';

/** One load test as a line of the table. */
export function LoadTestRow(props: {
  readonly loadTest: LoadTest;
  readonly nowMs: number;
  readonly isBaseline: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}) {
  const { loadTest, nowMs, isBaseline, isChosen, onChoose } = props;
  const { id, createdAt, headline, status, target, note, spec, scheduleId, partOf } = loadTest;
  const part = partOf && partText(partOf);
  const name = note || target.agent.name;
  return (
    <tr>
      <td class="choose">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={headline === null}
          aria-label={`${headline ? 'Choose' : 'Without figures there is nothing to compare:'} ${name}, ${formatInstant(createdAt)}`}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </td>
      <td>
        <time dateTime={createdAt} title={formatInstant(createdAt)}>
          {formatAgo(createdAt, nowMs)}
        </time>
      </td>
      <th scope="row">
        <a class="row-link" href={`/load-tests/${id}`}>
          {name}
        </a>
        {isBaseline && <span class="mark">baseline</span>}
        {scheduleId && <span class="mark">scheduled</span>}
        {part && (
          <a class="mark" href={part.href}>
            {part.text}
          </a>
        )}
        <span class="load">
          {note && <code>{target.agent.name}</code>} {describeLoad(spec)}
        </span>
      </th>
      <td>
        <LoadStatusBadge status={status} />
      </td>
      {headline ? (
        <FigureCells headline={headline} />
      ) : (
        <td class="no-figures" colSpan={6}>
          {isOver(status) ? 'No figures' : 'No figures yet'}
        </td>
      )}
    </tr>
  );
}

function FigureCells({ headline }: { readonly headline: LoadHeadline }) {
  const { requests, requestsPerSecond, p95Ms, errorRate, verdict, costUsd } = headline;
  return (
    <>
      <Figure name="requests">{requests.toLocaleString('en')}</Figure>
      <Figure name="a second">{formatRate(requestsPerSecond)}</Figure>
      <Figure name="p95">{p95Ms === null ? '–' : formatLatency(p95Ms)}</Figure>
      <Figure name="errors">{formatPercent(errorRate)}</Figure>
      <td>{verdict ? <VerdictBadge verdict={verdict} /> : <span class="none">–</span>}</td>
      <Figure name="cost">{formatUsdRange(costUsd)}</Figure>
    </>
  );
}

/** Its name shows where the line is a card and the table has no head. */
function Figure(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <td class="numeric">
      {props.children} <span class="figure-name">{props.name}</span>
    </td>
  );
}
