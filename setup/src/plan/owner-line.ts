/** The line as firebase-tools reads it; of several the last one counts. */
const LINE =
  /^([ \t]*(?:export[ \t]+)?OWNER_EMAILS[ \t]*=[ \t]*)(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^#"'\r\n]*))([ \t]*(?:#[^\r\n]*)?)$/gm;
const ANY_LINE = /^[ \t]*(?:export[ \t]+)?OWNER_EMAILS[ \t]*=/gm;

/** The owners that an .env file names; null when its line is written in a way that only firebase-tools can read. */
export function ownersIn(text: string): readonly string[] | null {
  const lines = [...text.matchAll(LINE)];
  if (lines.length !== [...text.matchAll(ANY_LINE)].length) return null;
  const last = lines.at(-1);
  return last ? emailsOf(last) : [];
}

/** The same text with one owner more; every other line stays as it is, byte by byte. */
export function withOwner(text: string, owner: string): string {
  const last = [...text.matchAll(LINE)].at(-1);
  if (!last) {
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    const start = text === '' || text.endsWith('\n') ? text : `${text}${newline}`;
    return `${start}OWNER_EMAILS=${owner}${newline}`;
  }
  const [whole, start = '', , , , end = ''] = last;
  const line = `${start}${[...emailsOf(last), owner].join(',')}${end}`;
  return `${text.slice(0, last.index)}${line}${text.slice(last.index + whole.length)}`;
}

function emailsOf([, , double, single, bare]: RegExpExecArray): string[] {
  return (double ?? single ?? bare ?? '')
    .split(',')
    .map((email) => email.trim().toLowerCase())
    .filter((email) => email !== '');
}
