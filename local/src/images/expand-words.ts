export type Variables = Readonly<Record<string, string>>;

/** Thrown by `${NAME:?message}`, and for a substitution that is not closed. */
export class SubstitutionError extends Error {
  override readonly name = 'SubstitutionError';
}

interface Cursor {
  readonly text: string;
  at: number;
}

/**
 * Splits into words as Docker's builder does: quotes group and vanish, `\` escapes, `$NAME`, `${NAME}`, `${NAME:-x}`,
 * `${NAME:+x}` and `${NAME:?x}` are replaced except in single quotes.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expandWords(text: string, variables: Variables): string[] {
  const cursor: Cursor = { text, at: 0 };
  const words: string[] = [];
  while (cursor.at < text.length) {
    if (/\s/.test(text[cursor.at] ?? '')) cursor.at += 1;
    else words.push(readWord(cursor, variables, (char) => /\s/.test(char)));
  }
  return words;
}

/** As `expandWords`, but the whole text is one word. */
export function expandWord(text: string, variables: Variables): string {
  return readWord({ text, at: 0 }, variables, () => false);
}

/** Replaces variables and keeps quotes and spaces as they are: the body of a heredoc. */
export function expandText(text: string, variables: Variables): string {
  const cursor: Cursor = { text, at: 0 };
  let out = '';
  while (cursor.at < text.length) {
    const char = text[cursor.at] ?? '';
    if (char === '\\' && /[$\\]/.test(text[cursor.at + 1] ?? '')) {
      out += text[cursor.at + 1];
      cursor.at += 2;
    } else if (char === '$') out += readVariable(cursor, variables);
    else {
      out += char;
      cursor.at += 1;
    }
  }
  return out;
}

function readWord(cursor: Cursor, variables: Variables, ends: (char: string) => boolean): string {
  let word = '';
  while (cursor.at < cursor.text.length) {
    const char = cursor.text[cursor.at] ?? '';
    if (ends(char)) break;
    if (char === "'") word += readSingleQuoted(cursor);
    else if (char === '"') word += readDoubleQuoted(cursor, variables);
    else if (char === '\\') {
      word += cursor.text[cursor.at + 1] ?? '\\';
      cursor.at += 2;
    } else if (char === '$') word += readVariable(cursor, variables);
    else {
      word += char;
      cursor.at += 1;
    }
  }
  return word;
}

function readSingleQuoted(cursor: Cursor): string {
  const end = cursor.text.indexOf("'", cursor.at + 1);
  if (end < 0) throw new SubstitutionError('unexpected end of statement while looking for matching single-quote');
  const inner = cursor.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  return inner;
}

function readDoubleQuoted(cursor: Cursor, variables: Variables): string {
  let inner = '';
  cursor.at += 1;
  while (cursor.text[cursor.at] !== '"') {
    const char = cursor.text[cursor.at];
    if (char === undefined) {
      throw new SubstitutionError('unexpected end of statement while looking for matching double-quote');
    }
    const next = cursor.text[cursor.at + 1] ?? '';
    if (char === '\\' && /["$\\]/.test(next)) {
      inner += next;
      cursor.at += 2;
    } else if (char === '$') inner += readVariable(cursor, variables);
    else {
      inner += char;
      cursor.at += 1;
    }
  }
  cursor.at += 1;
  return inner;
}

function readVariable(cursor: Cursor, variables: Variables): string {
  const plain = /^\$([A-Za-z_]\w*)/.exec(cursor.text.slice(cursor.at));
  if (plain?.[1]) {
    cursor.at += plain[0].length;
    return lookUp(variables, plain[1]) ?? '';
  }
  const braced = /^\$\{([A-Za-z_]\w*)/.exec(cursor.text.slice(cursor.at));
  if (!braced?.[1]) {
    if (cursor.text[cursor.at + 1] === '{')
      throw new SubstitutionError(`bad substitution: ${cursor.text.slice(cursor.at)}`);
    cursor.at += 1;
    return '$';
  }
  cursor.at += braced[0].length;
  return readModifier(cursor, variables, braced[1]);
}

function readModifier(cursor: Cursor, variables: Variables, name: string): string {
  const value = lookUp(variables, name);
  const modifier = /^:?[-+?]/.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  cursor.at += modifier.length;
  const word = modifier === '' ? '' : readWord(cursor, variables, (char) => char === '}');
  if (cursor.text[cursor.at] !== '}')
    throw new SubstitutionError(`bad substitution of ${name}: only :-, :+ and :? are known`);
  cursor.at += 1;
  const isSet = modifier.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  switch (modifier.slice(-1)) {
    case '-':
      return isSet ? (value ?? '') : word;
    case '+':
      return isSet ? word : '';
    case '?':
      if (!isSet) throw new SubstitutionError(`${name}: ${word || 'not set'}`);
      return value ?? '';
    default:
      return value ?? '';
  }
}

const lookUp = (variables: Variables, name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
