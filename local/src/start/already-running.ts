import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { localEndpoints } from '@proving-ground/shared';
import { endpointsTable } from './endpoints.ts';

/** What a second start says of the first. */
export async function alreadyRunning(options: {
  readonly repoRoot: string;
  readonly stateFolder: string;
  readonly pid: number;
}): Promise<string> {
  const { repoRoot, stateFolder, pid } = options;
  const running = `Proving Ground runs already with the state in ${relative(repoRoot, stateFolder)} (process ${pid})`;
  const text = await readFile(join(stateFolder, 'endpoints.json'), 'utf8').catch(() => null);
  if (text === null) return `${running}; it is not ready yet.\n`;
  const endpoints = localEndpoints.parse(JSON.parse(text));
  const logs = relative(repoRoot, join(stateFolder, 'logs'));
  return `${running}:\n\n${endpointsTable(endpoints, logs)}\nFor a second one beside it: npm start -- --ports auto --state .local-2\n`;
}
