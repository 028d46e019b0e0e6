import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { pictureFiles } from './pictures/pictures.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Where a path in a text may begin: texts about a part leave its folder out. */
const BASES = [
  '',
  'functions/src',
  'functions/src/load-tests',
  'hosting/src',
  'local/src',
  'shared/src',
  'load/src',
  'agent/src',
];
const WORKSPACES = ['.', 'docs', 'load', 'agent', 'backend', 'functions', 'hosting', 'local', 'cli', 'setup'];

async function documents(): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const found = await Promise.all(
    WORKSPACES.map(async (folder) => {
      const names = await readdir(join(ROOT, folder)).catch(() => []);
      return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
    }),
  );
  return await Promise.all(
    found.flat().map(async (file) => ({ file, text: await readFile(join(ROOT, file), 'utf8') })),
  );
}

/** Everything of a kind that the documents state, with where it stands. */
async function stated(pattern: RegExp): Promise<readonly (readonly [file: string, what: string])[]> {
  const all = await documents();
  return all.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([, what = '']) => [file, what] as const));
}

test('every link inside the repository leads somewhere', async () => {
  const links = await stated(/\]\((?!https?:|#)([^)\s#]+)/g);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter(([file, link]) => !existsSync(join(ROOT, dirname(file), link)))).toEqual([]);
});

test('every picture is one that `npm run pictures` takes, and is shown somewhere with what it shows in words', async () => {
  const written = await stated(/!\[[^\]]{20,}\]\(([^)\s]+\.png)\)/g);
  const inHtml = await stated(/<(?:source [^>]*srcset|img [^>]*alt="[^"]{20,}" src)="([^"]+\.png)"/g);
  const all = await stated(/([\w./-]+\.png)/g);
  const shown = [...written, ...inHtml].map(([file, link]) => join(dirname(file), link));
  expect(all.map(([file, link]) => join(dirname(file), link)).toSorted()).toEqual(shown.toSorted());
  const wanted = pictureFiles().map((file) => join('docs/images', file));
  expect([...new Set(shown)].toSorted()).toEqual(wanted.toSorted());
  expect((await readdir(join(ROOT, 'docs/images'))).toSorted()).toEqual(pictureFiles().toSorted());
});

test('every npm script that is named exists', async () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const named = await stated(/npm run (?:--silent )?([a-z][a-z:-]*)/g);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter(([, script]) => !(script in scripts))).toEqual([]);
});

test('every source file that is named exists', async () => {
  const named = await stated(/(?<![\w/.@-])((?:[a-z][\w-]*\/)*[a-z][\w-]*\.(?:ts|tsx|mjs|py))(?![\w/])/g);
  expect(named.length).toBeGreaterThan(40);
  const isThere = (path: string) => BASES.some((base) => existsSync(join(ROOT, base, normalize(path))));
  const files = new Set((await sourceFiles()).map((file) => file.split('/').at(-1)));
  // A name without a folder may lie anywhere: the text before it says where.
  expect(named.filter(([, path]) => (path.includes('/') ? !isThere(path) : !files.has(path)))).toEqual([]);
});

async function sourceFiles(): Promise<readonly string[]> {
  const folders = ['functions', 'hosting', 'local', 'shared', 'load', 'agent', 'e2e', 'bench', 'cli', 'setup'];
  const all = await Promise.all(
    folders.map((folder) => readdir(join(ROOT, folder), { recursive: true }).catch(() => [] as string[])),
  );
  return all.flat().filter((file) => !file.includes('node_modules'));
}

test('every word that the troubleshooting page explains is one that the product says', async () => {
  const page = await readFile(join(ROOT, 'docs/troubleshooting.md'), 'utf8');
  const words = [...page.matchAll(/`([A-Z][A-Z]+_[A-Z_]+|INTERNAL)`/g)].map(([, word = '']) => word);
  expect(words.length).toBeGreaterThan(20);
  const sources = (await sourceFiles()).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  const texts = await Promise.all(sources.map((file) => readSource(file)));
  const said = texts.join('\n');
  // Names of variables are explained there too.
  const variables = ['OLLAMA_HOST', 'CHROMIUM_PATH'];
  expect(words.filter((word) => !variables.includes(word) && !said.includes(`'${word}'`))).toEqual([]);
});

async function readSource(file: string): Promise<string> {
  const folders = ['functions', 'hosting', 'shared', 'agent', 'cli'];
  const found = folders.map((folder) => join(ROOT, folder, file)).find((path) => existsSync(path));
  return found ? await readFile(found, 'utf8') : '';
}
