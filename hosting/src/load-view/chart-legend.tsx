import { type ChartView, lastIndex, xText } from './chart-view.ts';

/** The lines and their values under the cursor, else the last ones. */
export function ChartLegend({ view, at }: { readonly view: ChartView; readonly at: number | null }) {
  const { lines, axis, x, format, marks = [] } = view;
  const index = at ?? lastIndex(view);
  const place = index === null ? undefined : x[index];
  return (
    <div class="chart-legend">
      <ul>
        {lines.map(({ label, colour, isDashed, values }) => (
          <li key={label}>
            <span class="chart-mark" data-colour={colour} data-dashed={isDashed} />
            {label} <b>{format(index === null ? null : values[index])}</b>
          </li>
        ))}
        {marks.length > 0 && (
          <li title={marks.map((mark) => `${xText(axis, mark.x)}: ${mark.label}`).join('\n')}>
            <span class="chart-mark" data-start="true" />
            Cold starts <b>{marks.length}</b>
          </li>
        )}
      </ul>
      <span class="chart-at">{place === undefined ? '–' : `at ${xText(axis, place)}`}</span>
    </div>
  );
}
