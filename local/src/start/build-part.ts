import { join } from 'node:path';
import process from 'node:process';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';

/** Builds functions, console, agent and source archives as far as something changed. */
export function buildPart(context: RunContext): Part {
  const { repoRoot, env, processes } = context;
  return {
    name: 'build',
    start: async () => {
      const log = context.openLog('build');
      const child = await processes.spawn({
        name: 'The build',
        command: process.execPath,
        args: [join(repoRoot, 'local/src/build/build-all.ts')],
        cwd: repoRoot,
        env: env.variables,
        onOutput: ({ text }) => log.write(text),
      });
      const { code } = await child.exited;
      if (code !== 0) throw new Error(`The build failed:\n${log.lastLines()}`);
      return log.lastLines().includes(' built') ? 'built' : 'unchanged';
    },
    stop: async () => undefined,
  };
}
