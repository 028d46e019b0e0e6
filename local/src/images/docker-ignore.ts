import { posix } from 'node:path';
import { patternToRegExp } from './path-pattern.ts';

/** Decides whether a path of the context (relative, with `/`) is left out. */
export type Ignores = (path: string) => boolean;

/**
 * Reads a .dockerignore: the last pattern that matches a path or one of its folders decides.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function parseDockerIgnore(content: string): Ignores {
  const rules = content
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const keeps = line.startsWith('!');
      const pattern = posix.normalize(line.slice(keeps ? 1 : 0).trim()).replace(/^\/+|\/+$/g, '');
      return { keeps, matches: patternToRegExp(pattern) };
    });
  return (path) => {
    let ignored = false;
    for (const { keeps, matches } of rules) {
      if (matches.test(path) || foldersOf(path).some((folder) => matches.test(folder))) ignored = !keeps;
    }
    return ignored;
  };
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
