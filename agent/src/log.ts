/** Severity names are those Cloud Logging reads from a JSON line: https://cloud.google.com/logging/docs/structured-logging */
export type Severity = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** One structured line per call; `event` is a fixed id, fields never hold prompt or answer text. */
export type Log = (severity: Severity, event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Writes each entry as one JSON line through `write`. */
export const createLog =
  ({ write, now = () => new Date() }: { readonly write: (line: string) => void; readonly now?: () => Date }): Log =>
  (severity, event, fields = {}) =>
    write(`${JSON.stringify({ severity, time: now().toISOString(), event, ...fields })}\n`);

/** Reduces an unknown thrown value to what may be logged. */
export const describeError = (error: unknown): { readonly error: string; readonly stack?: string } =>
  error instanceof Error
    ? { error: `${error.name}: ${error.message}`, ...(error.stack === undefined ? {} : { stack: error.stack }) }
    : { error: String(error) };
