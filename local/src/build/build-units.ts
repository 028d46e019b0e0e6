import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildUnit } from './build-unit.ts';
import { inputFiles } from './content-hash.ts';
import { packSources } from './source-archive.ts';

/** Runs a program of this repository to its end. @throws Error with its output when it fails. */
export type RunNode = (step: {
  readonly name: string;
  readonly cwd: string;
  readonly args: readonly string[];
}) => Promise<void>;

export interface BuildUnits {
  readonly functions: BuildUnit;
  readonly console: BuildUnit;
  readonly agent: BuildUnit;
  /** Reads what the agent's build wrote. */
  readonly sources: BuildUnit;
}

const VITE = 'node_modules/vite/bin/vite.js';
const FUNCTIONS_CONFIG = 'local/src/build/functions.vite.config.ts';
/** What a build of each image needs beside its Dockerfile. */
const IMAGE_SOURCES = { agent: ['Dockerfile', 'package.json', 'dist'], backend: ['.'] } as const;
const NOT_FOR_AN_IMAGE = /(^|\/)(README\.md|node_modules\/.*|\.[^/]*)$/;

/** Everything that `npm run build` makes, in parts that know when they have nothing to do. */
export function buildUnits(repoRoot: string, run: RunNode): BuildUnits {
  const at = (...path: readonly string[]) => join(repoRoot, ...path);
  const unit = (rest: Omit<BuildUnit, 'inputs'> & { readonly inputs: readonly string[] }): BuildUnit => ({
    ...rest,
    inputs: [...rest.inputs, 'package-lock.json', 'local/src/build'],
  });
  return {
    functions: unit({
      name: 'functions',
      inputs: ['functions', 'shared/src', 'load/src'],
      outputFolder: 'functions/dist',
      outputs: ['index.js'],
      build: () =>
        run({ name: 'functions', cwd: repoRoot, args: [at(VITE), 'build', '--config', at(FUNCTIONS_CONFIG)] }),
    }),
    console: unit({
      name: 'console',
      inputs: ['hosting', 'shared/src'],
      outputFolder: 'hosting/dist',
      outputs: ['index.html'],
      build: () => run({ name: 'console', cwd: at('hosting'), args: [at(VITE), 'build', '--logLevel', 'warn'] }),
    }),
    agent: unit({
      name: 'agent',
      inputs: ['agent'],
      outputFolder: 'agent/dist',
      outputs: ['server.js'],
      build: () => run({ name: 'agent', cwd: at('agent'), args: [at('agent/src/build.ts')] }),
    }),
    sources: unit({
      name: 'sources',
      inputs: ['agent/Dockerfile', 'agent/package.json', 'agent/dist', 'backend'],
      outputFolder: 'functions/dist/sources',
      outputs: ['sources.json', 'agent.tgz', 'backend.tgz'],
      build: () => packImageSources(repoRoot),
    }),
  };
}

async function packImageSources(repoRoot: string): Promise<void> {
  const folder = join(repoRoot, 'functions/dist/sources');
  await mkdir(folder, { recursive: true });
  const entries = await Promise.all(
    Object.entries(IMAGE_SOURCES).map(async ([image, paths]) => {
      const source = join(repoRoot, image);
      const { bytes, sha256 } = await packSources(source, await imageFiles(source, paths));
      const file = `${image}.tgz`;
      await writeFile(join(folder, file), bytes);
      return [image, { file, sha256 }] as const;
    }),
  );
  await writeFile(join(folder, 'sources.json'), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

async function imageFiles(source: string, paths: readonly string[]): Promise<readonly string[]> {
  const files = await inputFiles(source, paths);
  const wanted = files.filter((file) => !NOT_FOR_AN_IMAGE.test(file));
  if (!wanted.includes('Dockerfile')) throw new Error(`${source} has no Dockerfile: there is no image to build of it.`);
  return wanted;
}
