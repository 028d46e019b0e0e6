/** One run of a function that may die at any point: nothing after that point happens, not even a `finally`. */
export class MortalWorker {
  readonly #death = Promise.withResolvers<'died'>();

  /** Awaited, it never comes back. */
  die(): Promise<never> {
    this.#death.resolve('died');
    return new Promise<never>(() => undefined);
  }

  async run(work: Promise<void>): Promise<'done' | 'failed' | 'died'> {
    const ended = work.then(
      () => 'done' as const,
      () => 'failed' as const,
    );
    return await Promise.race([ended, this.#death.promise]);
  }
}
