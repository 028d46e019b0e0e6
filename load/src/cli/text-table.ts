import type { ResultTable } from '@proving-ground/shared';

/** A table for the terminal: names to the left, figures to the right. */
export function textTable({ title, head, rows }: ResultTable): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [title, line(head), rule, ...rows.map(line), ''].join('\n');
}
