import { cp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';

// Nothing here relies on what a registry package does on mere import, though few of them say so themselves. Dropping
// what is never reached (SQL drivers, exporters, other clouds' clients) leaves a third of the code to load at a start.
const UNREACHED_PACKAGE_CODE_MAY_GO = [{ test: /\/node_modules\//, sideEffects: false }];

const root = fileURLToPath(new URL('../', import.meta.url));
const { values } = parseArgs({ options: { 'out-dir': { type: 'string', default: resolve(root, 'dist') } } });
const outDir = resolve(values['out-dir']);

/** Bundles a program with everything it imports into one file, so that the image needs no node_modules. */
const bundle = async ({
  entry,
  fileName,
  licenses,
}: {
  readonly entry: string;
  readonly fileName: string;
  readonly licenses: string | false;
}): Promise<void> => {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: true,
      license: licenses === false ? false : { fileName: licenses },
      rolldownOptions: {
        treeshake: { moduleSideEffects: UNREACHED_PACKAGE_CODE_MAY_GO },
        output: { entryFileNames: fileName, codeSplitting: false },
      },
    },
  });
};

await rm(outDir, { recursive: true, force: true });
// Whoever passes the image on passes the packages in it on: their licences go along.
await bundle({ entry: 'src/main.ts', fileName: 'server.js', licenses: 'third-party-licenses.md' });
await bundle({ entry: 'src/prime-compile-cache.ts', fileName: 'prime-compile-cache.js', licenses: false });
await cp(resolve(root, 'src/page/try-page'), resolve(outDir, 'try-page'), { recursive: true });
