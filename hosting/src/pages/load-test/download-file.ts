import type { ExportedFile } from './export-files.ts';

/** Hands a file to the browser's downloads. */
export function downloadFile({ name, type, content }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // By now the browser holds the content itself.
  URL.revokeObjectURL(url);
}
