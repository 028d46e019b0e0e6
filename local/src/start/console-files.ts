import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEndpoints } from '@proving-ground/shared';

/**
 * Copies the built console to where the hosting emulator serves it, with the file that tells it where this machine's
 * parts are. What is deployed stays free of that.
 */
export async function writeConsoleFiles(options: {
  readonly built: string;
  readonly served: string;
  readonly endpoints: LocalEndpoints;
}): Promise<void> {
  const { built, served, endpoints } = options;
  await rm(served, { recursive: true, force: true });
  await mkdir(served, { recursive: true });
  await cp(built, served, { recursive: true });
  await writeFile(join(served, 'local-endpoints.json'), `${JSON.stringify(endpoints, null, 2)}\n`);
}
