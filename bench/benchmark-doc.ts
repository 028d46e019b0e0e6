import type { BenchReport, BenchRow, BenchSection } from './bench-row.ts';
import { markdownTable, tableCells } from './markdown-table.ts';
import { cellRows, HEAD_CELLS, rowCells } from './row-cells.ts';

/** When and where a section was measured, in one line. */
export type Occasion = string;

type Measured = Pick<BenchReport, 'section' | 'rows' | 'leftOut'>;

const begin = (section: BenchSection): string => `<!-- bench:${section}, written by npm run bench -- --write -->`;
const end = (section: BenchSection): string => `<!-- /bench:${section} -->`;

/** Rows as a Markdown table. */
export const rowsTable = (rows: readonly BenchRow[]): string => markdownTable([HEAD_CELLS, ...rows.flatMap(rowCells)]);

function sectionText({ rows, leftOut }: Measured, occasion: Occasion): string {
  const without = leftOut.map(({ name, why }) => `Left out: ${name}, ${why}`);
  return [occasion, '', rowsTable(rows), ...without.flatMap((line) => ['', line])].join('\n');
}

/** The document with the table of one section replaced; the prose around it stays. @throws Error without markers. */
export function withSection(document: string, measured: Measured, occasion: Occasion): string {
  const { from, to } = sectionRange(document, measured.section);
  return `${document.slice(0, from)}\n\n${sectionText(measured, occasion)}\n\n${document.slice(to)}`;
}

/** The rows that the document shows in one section. @throws Error when it has no such table, or one that cannot be read. */
export function sectionRows(document: string, section: BenchSection): readonly BenchRow[] {
  const { from, to } = sectionRange(document, section);
  return cellRows(tableCells(document.slice(from, to)));
}

function sectionRange(document: string, section: BenchSection): { readonly from: number; readonly to: number } {
  const at = document.indexOf(begin(section));
  const to = document.indexOf(end(section));
  if (at < 0 || to < at) throw new Error(`The document has no place for the figures of "${section}".`);
  return { from: at + begin(section).length, to };
}
