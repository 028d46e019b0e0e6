/** What a host process prints once it listens: one that was given no port has to say which it took. */
export const listeningLine = (port: number) => `The functions host listens on 127.0.0.1:${port}.`;

const LISTENING = /^The functions host listens on 127\.0\.0\.1:(\d+)\.$/;

/** The port that a line of a host process tells; null when it is about something else. */
export function listeningPort(line: string): number | null {
  const port = LISTENING.exec(line)?.[1];
  return port === undefined ? null : Number(port);
}
