/** Starts two deaf programs, says their numbers, and waits to be killed. */
import { createProcesses } from '../processes.ts';

const DEAF = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
const processes = await createProcesses();
const start = async (name: string) =>
  await processes.spawn({ name, command: process.execPath, args: ['-e', DEAF], cwd: '/', env: {} });
const children = [await start('one'), await start('two')];
process.send?.(children.map(({ pid }) => pid));
setInterval(() => undefined, 1_000);
