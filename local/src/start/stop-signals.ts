import process from 'node:process';

/** npm passes a Ctrl-C on that the terminal has sent us already: one press may arrive twice. */
const ONE_PRESS_MS = 1_000;

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; `onSecond` is called when somebody asks again. */
export function stopRequested(onSecond: () => void): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let firstAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (firstAt === undefined) {
        firstAt = Date.now();
        resolve(signal);
      } else if (Date.now() - firstAt > ONE_PRESS_MS) onSecond();
    });
  }
  return promise;
}
