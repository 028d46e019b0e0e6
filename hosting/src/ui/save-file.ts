export interface SavedFile {
  readonly name: string;
  /** As in HTTP: `text/csv`. */
  readonly type: string;
  readonly text: string;
}

/** Hands a file to the browser's downloads. */
export function saveFile({ name, type, text }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // By now the browser holds the text itself.
  URL.revokeObjectURL(url);
}
