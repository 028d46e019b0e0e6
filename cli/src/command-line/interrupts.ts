/** Ctrl-C was pressed; the message says what goes on without this command. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface Interrupts {
  /** Aborted by Ctrl-C. */
  readonly current: () => AbortSignal;
  /** The same, but a fresh one when that Ctrl-C has been dealt with. */
  readonly next: () => AbortSignal;
}

/** Turns each Ctrl-C into an abort of what is going on; one that nobody is there to heed is handed to `giveUp`. */
export function createInterrupts(giveUp: () => void): Interrupts & { readonly raise: () => void } {
  let controller: AbortController | null = null;
  return {
    current: () => {
      controller ??= new AbortController();
      return controller.signal;
    },
    next: () => {
      if (!controller || controller.signal.aborted) controller = new AbortController();
      return controller.signal;
    },
    raise: () => {
      if (!controller || controller.signal.aborted) giveUp();
      else controller.abort();
    },
  };
}
