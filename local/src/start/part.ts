/** One thing that `npm start` runs. */
export interface Part {
  readonly name: string;
  /** Resolves when it is ready, to what is worth a word about how. */
  start(): Promise<string | undefined>;
  stop(): Promise<void>;
}
