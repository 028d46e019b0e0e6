import { homedir } from 'node:os';
import { join } from 'node:path';
import { createFunctionInstances, type FunctionInstances } from '../functions-host/function-instances.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { functionsEnvironment, functionsParams, type LocalCloud } from '../functions-host/functions-environment.ts';
import type { HostRequest } from '../functions-host/launch-host.ts';
import { type FunctionsHost, startFunctionsHost } from '../functions-host/start-functions-host.ts';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';

export interface FunctionsPart extends Part {
  /** @throws Error before the host runs. */
  readonly host: () => FunctionsHost;
  /** Empty before the host runs. */
  readonly manifest: () => FunctionManifest;
  readonly instancesOf: FunctionInstances['of'];
}

/** The functions bundle in its host process, and in one for each request where a function is to have that. */
export function functionsPart(context: RunContext, cloud: () => LocalCloud): FunctionsPart {
  const { repoRoot, env, projectId, processes, ports } = context;
  const folder = join(repoRoot, 'functions');
  let host: FunctionsHost | undefined;
  let instances: FunctionInstances | undefined;
  let stopping = false;
  return {
    name: 'functions',
    host: () => {
      if (!host) throw new Error('The functions do not run yet.');
      return host;
    },
    manifest: () => host?.manifest ?? [],
    instancesOf: (functionName) => instances?.of(functionName) ?? null,
    start: async () => {
      const log = context.openLog('functions');
      const request = {
        processes,
        bundle: join(folder, 'dist/index.js'),
        projectId,
        cwd: folder,
        env: {
          PATH: env.settings.PATH,
          HOME: homedir(),
          ...(await functionsParams(folder, projectId)),
          ...functionsEnvironment(cloud()),
        },
        onOutput: ({ text }) => log.write(text),
      } satisfies HostRequest;
      const started = await startFunctionsHost({
        ...request,
        port: ports.functions,
        onRestart: (line) => context.say('functions', line),
      }).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${log.lastLines()}`, { cause: error });
      });
      host = started;
      instances = createFunctionInstances({ request, manifest: () => started.manifest });
      void host.ended.then(() => {
        if (!stopping) context.fail('functions', `They keep ending.\n${log.lastLines()}`);
      });
      return `${host.manifest.length} functions`;
    },
    stop: async () => {
      stopping = true;
      await Promise.all([host?.stop(), instances?.stop()]);
    },
  };
}
