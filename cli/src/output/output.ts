export type Write = (text: string) => void;

/** Where a command says what goes on and what came of it. */
export interface Output {
  /** What goes on. It may end in the middle of a line. */
  readonly progress: (text: string) => void;
  /** What came of it, once a command: for people the text, for scripts the document. */
  readonly result: (outcome: { readonly text: string; readonly document: unknown }) => void;
}

export function createOutput({
  json,
  stdout,
  stderr,
}: {
  readonly json: boolean;
  readonly stdout: Write;
  readonly stderr: Write;
}): Output {
  return {
    progress: (text) => (json ? stderr : stdout)(withoutControls(text)),
    result: ({ text, document }) => stdout(json ? `${JSON.stringify(document, null, 2)}\n` : withoutControls(text)),
  };
}

/** Logs and answers come from elsewhere: nothing in them may steer the terminal. */
export function withoutControls(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '');
}
