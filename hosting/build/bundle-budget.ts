import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

export interface BundleBudget {
  /** JavaScript that the browser needs before it can show anything, compressed. */
  readonly firstLoadKilobytes: number;
  /** What one page adds to that, compressed. */
  readonly pageKilobytes: number;
}

export interface BundleFigure {
  readonly name: string;
  readonly kilobytes: number;
  readonly limitKilobytes: number;
}

/** What was promised of the console. */
export const CONSOLE_BUDGET: BundleBudget = { firstLoadKilobytes: 200, pageKilobytes: 40 };

/** Fails the build when the console gets heavier than promised, and prints how heavy it is. */
export function bundleBudget(budget: BundleBudget): Plugin {
  let logger: { info(text: string): void } | undefined;
  return {
    name: 'bundle-budget',
    apply: 'build',
    configResolved(config) {
      logger = config.logger;
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const figures = measureBundle(chunks, budget);
      for (const { name, kilobytes, limitKilobytes } of figures) {
        logger?.info(`${name.padEnd(32)} ${kilobytes.toFixed(1).padStart(6)} kB gzip (at most ${limitKilobytes} kB)`);
      }
      const over = figures.filter(({ kilobytes, limitKilobytes }) => kilobytes > limitKilobytes);
      if (over.length === 0) return;
      const names = over.map(({ name, kilobytes, limitKilobytes }) => {
        return `${name} has ${kilobytes.toFixed(1)} kB of ${limitKilobytes} kB`;
      });
      this.error(`The console is too heavy: ${names.join('; ')}. Load what is not needed at once with import().`);
    },
  };
}

/** How heavy the first load and each page are, compressed. */
export function measureBundle(chunks: readonly Rolldown.OutputChunk[], budget: BundleBudget): readonly BundleFigure[] {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const withImports = (fileName: string, seen: Set<string> = new Set()): Set<string> => {
    const chunk = byFile.get(fileName);
    if (!chunk || seen.has(fileName)) return seen;
    seen.add(fileName);
    for (const imported of chunk.imports) withImports(imported, seen);
    return seen;
  };
  const kilobytes = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(byFile.get(file)?.code ?? '', { level: 9 }).length, 0) / 1_000;

  const firstLoad = new Set(
    chunks.filter(({ isEntry }) => isEntry).flatMap(({ fileName }) => [...withImports(fileName)]),
  );
  const pages = chunks.filter(({ isDynamicEntry }) => isDynamicEntry);
  return [
    { name: 'first load', kilobytes: kilobytes(firstLoad), limitKilobytes: budget.firstLoadKilobytes },
    ...pages.map(({ name, fileName }) => ({
      name,
      kilobytes: kilobytes(withImports(fileName).difference(firstLoad)),
      limitKilobytes: budget.pageKilobytes,
    })),
  ];
}
