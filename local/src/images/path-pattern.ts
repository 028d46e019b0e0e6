/** A pattern as Go's filepath.Match reads it, plus `**` for any depth, anchored at both ends. */
export function patternToRegExp(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (pattern.startsWith('**', at)) {
      const slash = pattern[at + 2] === '/';
      source += slash ? '(?:.*/)?' : '.*';
      at += slash ? 2 : 1;
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[' && pattern.includes(']', at + 2)) {
      const end = pattern.indexOf(']', at + 2);
      source += `[${pattern.slice(at + 1, end).replaceAll('\\', '\\\\')}]`;
      at = end;
    } else if (char === '\\' && at + 1 < pattern.length) {
      at += 1;
      source += escapeRegExp(pattern[at] ?? '');
    } else source += escapeRegExp(char);
  }
  return new RegExp(`^${source}$`);
}

export const hasWildcard = (path: string) => /[*?[]/.test(path);

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
