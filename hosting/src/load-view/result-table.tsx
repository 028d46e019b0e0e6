import type { ResultTable } from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import './load-tables.css';

/** Their cells are words; everything else in a result's tables is a number. */
const TEXT_COLUMNS = new Set(['Name', 'Task', 'Class', 'Detail']);

/** One table of a result; `totalName` names the row that sums up the others. */
export function ResultTableCard(props: { readonly table: ResultTable; readonly totalName: string }) {
  const { title, head, rows } = props.table;
  const id = useId();
  const classOf = (column: number) => (TEXT_COLUMNS.has(head[column] ?? '') ? undefined : 'numeric');
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>{title}</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="table-box" tabIndex={0} aria-label={`${title}, table`}>
        <table class="load-table">
          <thead>
            <tr>
              {head.map((name, column) => (
                <th key={name} scope="col" class={classOf(column)}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells], row) => (
              <tr key={row} data-total={name === props.totalName && row === rows.length - 1}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={head[index + 1]} class={classOf(index + 1)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
