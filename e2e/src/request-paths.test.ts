import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/request-paths.md'), 'utf8');
/** Where a path may begin; a name alone lies in the folder of the one before it. */
const BASES = ['', 'functions/src', 'shared/src', 'agent/src'];
const MODULE = /(?<![\w/.@-])((?:[a-z][\w-]*\/)*[a-z][\w-]*\.tsx?)(?!\w)/g;

/** The modules of one figure, in the order in which it names them. */
function modulesOf(figure: string): readonly string[] {
  const found: string[] = [];
  for (const [, name = ''] of figure.matchAll(MODULE)) {
    const folders = [...found.toReversed().map((path) => dirname(path)), ...BASES];
    const folder = folders.find((base) => existsSync(join(ROOT, base, name)));
    expect(folder, `${name} is there`).toBeDefined();
    found.push(join(folder ?? '', name));
  }
  return found;
}

/** What a module imports of its own workspace; types are gone at run time, so nothing is called through them. */
function importsOf(path: string): readonly string[] {
  const source = readFileSync(join(ROOT, path), 'utf8');
  const specifiers = source.matchAll(/^(?:import|export)(?! type)[^;]*? from '(\.[^']+)';/gms);
  return [...specifiers].map(([, specifier = '']) => join(dirname(path), specifier));
}

function reachableFrom(entry: string): ReadonlySet<string> {
  const seen = new Set([entry]);
  for (const path of seen) for (const next of importsOf(path)) seen.add(next);
  return seen;
}

const FIGURES = [...PAGE.matchAll(/^```\n(.*?)^```$/gms)].map(([, figure = '']) => figure);

test('what a request path names is there, and is reached by imports from where the path begins', () => {
  const unreached = FIGURES.flatMap((figure) => {
    const byWorkspace = Map.groupBy(modulesOf(figure), (path) => path.split('/')[0]);
    // Contracts and the pure rules beside them are not on the way; everybody may ask them.
    byWorkspace.delete('shared');
    return [...byWorkspace.values()].flatMap(([entry = '', ...others]) => {
      const reachable = reachableFrom(entry);
      return others.filter((path) => !reachable.has(path)).map((path) => `${path} from ${entry}`);
    });
  });
  expect(unreached).toEqual([]);
  expect(FIGURES.flatMap((figure) => modulesOf(figure)).length).toBeGreaterThan(60);
});

test('every figure of the functions begins with the module that exports them', () => {
  const entries = FIGURES.flatMap((figure) => modulesOf(figure).find((path) => path.startsWith('functions/')) ?? []);
  expect(entries.filter((path) => !/^functions\/src\/\w+-functions\.ts$/.test(path))).toEqual([]);
});

test('nothing calls back up: callables are known to those alone that export them', async () => {
  const folder = join(ROOT, 'functions/src');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const below = files.filter((file) => file.includes('/') && !/^(callables|testing)\/|\.test\.ts$/.test(file));
  expect(below.length).toBeGreaterThan(100);
  const callers = below.filter((file) =>
    importsOf(join('functions/src', file)).some(
      (path) => relative('functions/src/callables', path).startsWith('..') === false,
    ),
  );
  expect(callers).toEqual([]);
});
