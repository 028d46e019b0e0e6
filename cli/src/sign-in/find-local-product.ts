import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type LocalEndpoints, localEndpoints } from '@proving-ground/shared';

const ANSWER_TIMEOUT_MS = 5_000;

/** Where the product on this machine answers, or why there is none. */
export async function findLocalProduct(repoRoot: string, stateFolder: string): Promise<LocalEndpoints | string> {
  const file = join(stateFolder, 'endpoints.json');
  const text = await readFile(resolve(repoRoot, file), 'utf8').catch(() => null);
  if (text === null) return `No product runs on this machine: there is no ${file}.`;
  const endpoints = parseEndpoints(text);
  if (!endpoints) return `${file} is of another version.`;
  // The file may be left over, and its ports another program's by now: only the product itself serves the same.
  const served = await fetch(`${endpoints.console}/local-endpoints.json`, {
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  }).then(
    async (response) => parseEndpoints(await response.text()),
    () => null,
  );
  if (served?.functions === endpoints.functions) return endpoints;
  return `No product runs on this machine: nothing answers where ${file} says.`;
}

function parseEndpoints(text: string): LocalEndpoints | null {
  try {
    return localEndpoints.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
