import type { ResultTable } from '@proving-ground/shared';

/** A table for the terminal: names to the left, and what the columns from `figuresFrom` on hold to the right. */
export function textTable({ title, head, rows }: ResultTable, figuresFrom = 1): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < figuresFrom ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [title, line(head), rule, ...rows.map(line), ''].join('\n');
}
