import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SHIPPED = ['shared', 'load', 'functions', 'hosting', 'agent', 'cli', 'setup'];
const OF_TESTS = /(^|\/)testing\/|\.test\.tsx?$|vitest/;

test('nothing that ships imports what only tests use', async () => {
  const importers: string[] = [];
  let looked = 0;
  for (const workspace of SHIPPED) {
    const all = await readdir(join(ROOT, workspace, 'src'), { recursive: true });
    for (const file of all.filter((name) => /\.tsx?$/.test(name) && !OF_TESTS.test(name))) {
      const source = await readFile(join(ROOT, workspace, 'src', file), 'utf8');
      looked += 1;
      if (/ from '[^']*\/testing\/[^']*'|import\('[^']*\/testing\//.test(source))
        importers.push(`${workspace}/${file}`);
    }
  }
  expect(looked).toBeGreaterThan(400);
  expect(importers).toEqual([]);
});
