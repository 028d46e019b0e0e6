import { useState } from 'preact/hooks';
import { type ChartView, xText } from './chart-view.ts';

/** The values of a chart as a table, once somebody wants it: hundreds of lines that nobody reads would cost each second. */
export function ChartTable({ view }: { readonly view: ChartView }) {
  const [isOpen, setOpen] = useState(false);
  const { title, unit, axis, x, lines, format } = view;
  const name = `${title}, ${unit}`;
  return (
    <details class="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Show as a table</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
        <section class="table-box" tabIndex={0} aria-label={name}>
          <table class="load-table">
            <caption class="visually-hidden">{name}</caption>
            <thead>
              <tr>
                <th scope="col">{axis === 'seconds' ? 'Time' : 'Percentile'}</th>
                {lines.map(({ label }) => (
                  <th key={label} scope="col" class="numeric">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {x.map((place, index) => (
                <tr key={place}>
                  <th scope="row">{xText(axis, place)}</th>
                  {lines.map(({ label, values }) => (
                    <td key={label} class="numeric">
                      {format(values[index])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
