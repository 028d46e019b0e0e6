import { availableParallelism } from 'node:os';
import { getLlama, type Llama, type LlamaGpuType, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import { readModelParams } from '../store/model-params.ts';
import { ContextGate } from './context-gate.ts';
import type { Engine, LoadedModel } from './engine.ts';
import { LlamaLane, PROMPT_BATCH_TOKENS } from './llama-lane.ts';
import { createPromptRenderer } from './prompt-renderer.ts';

export interface LlamaEngineOptions {
  readonly onLog: (line: string) => void;
  readonly debug: boolean;
}

/** llama.cpp, through the binaries that node-llama-cpp's packages bring. Nothing is compiled or downloaded. */
export function createLlamaEngine(options: LlamaEngineOptions): Engine {
  let llama: Promise<Llama> | undefined;
  return {
    load: async ({ model: stored, contextTokens, lanes }) => {
      llama ??= openLlama(options);
      const backend = await llama;
      const threads = threadCount();
      const model = await backend.loadModel({ modelPath: stored.weightsFile });
      try {
        const context = await model.createContext({
          contextSize: Math.min(contextTokens, model.trainContextSize),
          sequences: lanes,
          // More would only cost memory: a Gemma's batch holds a number per token and word of its 262,144.
          batchSize: PROMPT_BATCH_TOKENS * lanes,
          threads,
          // Otherwise a model with a sliding window could not keep the prompt's beginning for the next answer.
          swaFullCache: true,
        });
        const gate = new ContextGate();
        const render = createPromptRenderer({
          model,
          manifest: stored.manifest,
          params: await readModelParams(stored),
        });
        return {
          lanes: Array.from({ length: lanes }, () => new LlamaLane(context.getSequence(), gate)),
          contextTokens: context.contextSize,
          memoryBytes: model.size + context.memoryUsage.ram + context.memoryUsage.vram,
          gpuMemoryBytes: context.memoryUsage.vram + gpuWeightsBytes(backend, model),
          ...render,
          [Symbol.asyncDispose]: async () => {
            await context.dispose();
            await model.dispose();
          },
        } satisfies LoadedModel;
      } catch (error) {
        await model.dispose();
        throw error;
      }
    },
    [Symbol.asyncDispose]: async () => {
      await (await llama)?.dispose();
    },
  };
}

async function openLlama({ onLog, debug }: LlamaEngineOptions): Promise<Llama> {
  const open = (gpu: 'auto' | LlamaGpuType) =>
    getLlama({
      gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      maxThreads: threadCount(),
      logLevel: debug ? LlamaLogLevel.debug : LlamaLogLevel.error,
      logger: (level, message) => onLog(`llama.cpp ${level}: ${message.trim()}`),
    });
  const llama = await open('auto').catch(() => open(false));
  onLog(`llama.cpp runs on ${llama.gpu === false ? `${threadCount()} CPU threads` : llama.gpu}`);
  return llama;
}

/**
 * llama.cpp's threads wait for each other after every matrix by spinning: with more threads than idle cores an answer
 * takes a hundred times as long. One core is left to whatever else runs, which here is the rest of the product.
 */
const threadCount = () => Math.max(1, availableParallelism() - 1);

const gpuWeightsBytes = (llama: Llama, model: LlamaModel) =>
  llama.gpu === false ? 0 : Math.round((model.size * model.gpuLayers) / Math.max(1, model.fileInsights.totalLayers));
