import { type BenchReport, benchReport } from './bench-row.ts';
import { rowsTable } from './benchmark-doc.ts';

/** Prints what a bench measured, as a table or as JSON. */
export function printReport(report: BenchReport, { json }: { readonly json: boolean }): void {
  if (json) {
    console.log(JSON.stringify(benchReport.parse(report)));
    return;
  }
  console.log(rowsTable(report.rows));
  for (const { name, why } of report.leftOut) console.log(`Left out: ${name}, ${why}`);
}
