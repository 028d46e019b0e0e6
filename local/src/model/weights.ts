import process from 'node:process';
import { progressPrinter } from './commands/progress-printer.ts';
import { parseModelName } from './model-name.ts';
import { processContext, runToExit } from './process-context.ts';
import { modelWeights } from './weights/model-weights.ts';

/** `node local/src/model/weights.ts pull gemma3:270m …`: fills this machine's cache of model weights, without a server. */
async function pullIntoCache(args: readonly string[]): Promise<number> {
  const [command, ...models] = args;
  if (command !== 'pull' || models.length === 0) throw new Error('usage: weights.ts pull MODEL...');
  const context = processContext();
  const bringModel = modelWeights(context);
  for (const model of models) {
    const name = parseModelName(model);
    if (!name) throw new Error(`${model} is no model name.`);
    const onProgress = progressPrinter((line) => context.write(`${model}: ${line}\n`));
    await bringModel(name, { onProgress, signal: context.signal, check: 'content' });
    context.write(`${model}: in ${context.machine.cacheFolder}\n`);
  }
  return 0;
}

await runToExit(() => pullIntoCache(process.argv.slice(2)));
