import { readdir, readFile } from 'node:fs/promises';

/** Pids of the processes below a product that run a shard of a load test. */
export async function shardProcesses(productPid: number): Promise<readonly number[]> {
  return await processesBelow(productPid, (command) => command.includes('--instance-of=runLoadShard'));
}

/** Pid of the process that serves the functions. */
export async function functionsProcess(productPid: number): Promise<number> {
  const isHost = (command: string) =>
    command.includes('functions-host/host-main.ts') && !command.includes('--instance-of=');
  const [pid] = await processesBelow(productPid, isHost);
  if (pid === undefined) throw new Error('The functions do not run.');
  return pid;
}

/** Pids of the processes below a product that run a service: what was started out of an image. */
export async function serviceProcesses(productPid: number): Promise<readonly number[]> {
  return await processesBelow(productPid, (command) => command.includes('/cloud/containers/'));
}

/** As the machine lists them, not as the product knows them. */
async function processesBelow(ancestor: number, isWanted: (command: string) => boolean): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0;
    return parent === ancestor || (parent > 1 && isBelow(parent));
  };
  const below = pids.filter(isBelow);
  const commands = await Promise.all(below.map(commandOf));
  return below.filter((_, index) => isWanted(commands[index] ?? ''));
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name may hold anything, also brackets; what follows the last one is fixed.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

async function commandOf(pid: number): Promise<string> {
  return await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}
