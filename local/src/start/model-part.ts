import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import process from 'node:process';
import { MODEL_IDS } from '@proving-ground/shared';
import type { OllamaInstaller } from '../images/base-images.ts';
import { progressPrinter } from '../model/commands/progress-printer.ts';
import { askUpstream } from '../model/install/ask-upstream.ts';
import { launcherInstaller } from '../model/install/launcher-installer.ts';
import { findSystemOllama } from '../model/install/system-ollama.ts';
import { machineOf } from '../model/machine.ts';
import { parseModelName } from '../model/model-name.ts';
import { clientUrl, parseOllamaHost } from '../model/ollama-host.ts';
import { modelWeights } from '../model/weights/model-weights.ts';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';

const [DEFAULT_MODEL] = MODEL_IDS;

export interface ModelPart extends Part {
  /** What stands for `ollama` in the images of this machine. @throws Error before it is known. */
  readonly ollama: () => OllamaInstaller;
}

interface ModelServer {
  readonly installer: OllamaInstaller;
  /** For the line that says that the part is ready. */
  readonly word: string;
}

/** Chooses the model server: the one that OLLAMA_HOST names, else the Ollama of this machine, else our own with its weights. */
export function modelPart(context: RunContext): ModelPart {
  const stopped = new AbortController();
  let server: ModelServer | undefined;
  return {
    name: 'model',
    ollama: () => {
      if (!server) throw new Error('The model server is not chosen yet.');
      return server.installer;
    },
    start: async () => {
      server = await chooseServer(context, stopped.signal);
      return server.word;
    },
    stop: async () => stopped.abort(new Error('Everything stops.')),
  };
}

async function chooseServer({ env, say }: RunContext, signal: AbortSignal): Promise<ModelServer> {
  const machine = machineOf(env.variables, homedir());
  const nodePath = process.execPath;
  if (env.settings.OLLAMA_HOST) {
    const upstream = clientUrl(parseOllamaHost(env.settings.OLLAMA_HOST));
    const version = await askUpstream(upstream);
    const installer = await launcherInstaller({ machine: { ...machine, upstream }, nodePath, weightsVersion: version });
    return { installer, word: `Ollama ${version} at ${upstream}` };
  }
  const system = await findSystemOllama(env.settings.PATH);
  if (system) return { installer: system, word: `Ollama ${system.version}` };

  const name = parseModelName(DEFAULT_MODEL);
  if (!name) throw new Error(`${DEFAULT_MODEL} is no model name.`);
  const bringModel = modelWeights({ machine, env: env.variables });
  let isCached = true;
  const print = progressPrinter((line) => say('model', `${DEFAULT_MODEL}: ${line}`));
  const { manifestText } = await bringModel(name, {
    signal,
    check: 'size',
    onProgress: (progress) => {
      isCached = false;
      print(progress);
    },
  });
  const weightsVersion = createHash('sha256').update(manifestText).digest('hex');
  const installer = await launcherInstaller({ machine, nodePath, weightsVersion });
  const origin = machine.gguf === null ? (isCached ? 'cached' : 'downloaded') : machine.gguf;
  return { installer, word: `${DEFAULT_MODEL}, ${origin}` };
}
