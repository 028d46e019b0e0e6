import { type BenchFigure, type BenchRow, benchRow, benchUnit } from './bench-row.ts';
import { decimalsFor } from './figure-of.ts';

/** One line of a table; further peers follow on lines of their own, which say neither what nor ours again. */
export type RowCells = readonly [
  what: string,
  ours: string,
  peer: string,
  theirs: string,
  ratio: string,
  target: string,
];

export const HEAD_CELLS: RowCells = ['what', 'ours', 'beside it', 'its figure', 'ratio', 'target'];
const NOTHING = '–';
const FIGURE = /^(?<median>[\d.]+) (?<unit>.+?)(?: \((?<least>[\d.]+)–(?<most>[\d.]+)\))?$/;
const TARGET = /^≤ (?<target>[\d.]+)(?:, missed)?$/;

function figureText({ median, least, most }: BenchFigure, unit: string): string {
  const decimals = [median, least, most].every(Number.isInteger) ? 0 : decimalsFor(median);
  const text = `${median.toFixed(decimals)} ${unit}`;
  return least === most ? text : `${text} (${least.toFixed(decimals)}–${most.toFixed(decimals)})`;
}

/** How many times ours the peer takes, of the medians. */
function ratioText(theirs: BenchFigure, ours: BenchFigure): string {
  const ratio = theirs.median / ours.median;
  return Number.isFinite(ratio) ? `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}×` : NOTHING;
}

/** A row as the lines of a table. */
export function rowCells({ what, unit, ours, peers, target }: BenchRow): readonly RowCells[] {
  const oursText = figureText(ours, unit);
  const targetText = target === null ? NOTHING : `≤ ${target}${ours.median > target ? ', missed' : ''}`;
  const [first, ...others] = peers.map(
    ({ name, figure }) => [name, figureText(figure, unit), ratioText(figure, ours)] as const,
  );
  return [
    [what, oursText, ...(first ?? [NOTHING, NOTHING, NOTHING]), targetText],
    ...others.map((peer) => ['', '', ...peer, ''] as const),
  ];
}

/** The rows that these lines show. @throws Error when they show none that there could be. */
export function cellRows(lines: readonly (readonly string[])[]): readonly BenchRow[] {
  const rows: BenchRow[] = [];
  for (const [what = '', ours = '', peer = '', theirs = '', , target = ''] of lines) {
    const peers = peer === NOTHING ? [] : [{ name: peer, figure: parseFigure(theirs).figure }];
    const last = rows.at(-1);
    if (what === '' && last) rows.splice(-1, 1, { ...last, peers: [...last.peers, ...peers] });
    else rows.push({ what, ...parseOurs(ours), peers, target: parseTarget(target) });
  }
  return rows.map((row) => benchRow.parse(row));
}

function parseOurs(text: string): Pick<BenchRow, 'ours' | 'unit'> {
  const { figure, unit } = parseFigure(text);
  return { ours: figure, unit: benchUnit.parse(unit) };
}

function parseFigure(text: string): { readonly figure: BenchFigure; readonly unit: string } {
  const groups = FIGURE.exec(text)?.groups;
  const { median, unit = '', least = median, most = median } = groups ?? {};
  if (median === undefined) throw new Error(`"${text}" is no figure.`);
  return { unit, figure: { median: Number(median), least: Number(least), most: Number(most) } };
}

function parseTarget(text: string): number | null {
  if (text === NOTHING) return null;
  const target = TARGET.exec(text)?.groups?.['target'];
  if (target === undefined) throw new Error(`"${text}" is no target.`);
  return Number(target);
}
