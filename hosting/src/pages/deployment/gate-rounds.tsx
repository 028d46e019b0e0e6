import { formatMs, formatPercent, type GatePart, type GateSide } from '@proving-ground/shared';
import '../../load-view/load-tables.css';

const SIDE_NAMES: Readonly<Record<GateSide, string>> = { old: 'Serving', new: 'New' };

/** Every load test of a gate in the order they ran, each with its figures and a link to all of them. */
export function GateRounds({ parts }: { readonly parts: readonly GatePart[] }) {
  const lost = new Set(parts.filter(({ status }) => status === 'lost').map(({ round }) => round));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
    <section class="table-box" tabIndex={0} aria-label="Rounds, table">
      <table class="load-table">
        <thead>
          <tr>
            <th scope="col">Round</th>
            <th scope="col">Release</th>
            {['Requests', 'Failed', '95 % ms', 'First token ms'].map((name) => (
              <th key={name} scope="col" class="numeric">
                {name}
              </th>
            ))}
            <th scope="col">Load test</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ round, side, loadTestId, status, figures }) => (
            <tr key={loadTestId}>
              <th scope="row">
                {round === 0 ? 'Warm-up' : round}
                {round > 0 && lost.has(round) && <small> not counted</small>}
              </th>
              <td>{SIDE_NAMES[side]}</td>
              <td class="numeric">{figures?.requests ?? '–'}</td>
              <td class="numeric">
                {figures && figures.requests > 0 ? formatPercent(figures.failures / figures.requests) : '–'}
              </td>
              <td class="numeric">{formatMs(figures?.p95Ms)}</td>
              <td class="numeric">{formatMs(figures?.ttftP95Ms)}</td>
              <td>
                <a href={`/load-tests/${loadTestId}`}>{STATUS_TEXTS[status]}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const STATUS_TEXTS: Readonly<Record<GatePart['status'], string>> = {
  running: 'Running now',
  measured: 'All figures',
  lost: 'Not whole',
};
