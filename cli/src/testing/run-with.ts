import type { ExitCode } from '../command-line/exit-codes.ts';
import type { GlobalOptions } from '../command-line/global-options.ts';
import { createInterrupts } from '../command-line/interrupts.ts';
import { runCli } from '../run-cli.ts';
import { type ApiScript, type RecordedRequest, recordingApi } from './recording-api.ts';

/** Of the right form for a key and for a session. */
export const RANDOM_ID = '11111111-2222-4333-8444-555555555555';

export interface CliScript extends ApiScript {
  readonly files?: Readonly<Record<string, string>>;
  /** Lines that a person types; 'Ctrl-C' presses it. */
  readonly typed?: readonly string[];
  /** At the how many-th pause Ctrl-C is pressed. */
  readonly interruptAtPause?: number;
  readonly connectError?: Error;
}

export interface CliOutcome {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  readonly sent: readonly RecordedRequest[];
  readonly queries: ReturnType<typeof recordingApi>['queries'];
  /** How often it was connected, and with what. */
  readonly connections: readonly GlobalOptions[];
  readonly pauses: number;
}

/** Runs a command line, cut at spaces unless given as a list, against a product that answers by script. */
export async function runWith(
  line: string | readonly string[],
  script: CliScript | ((press: () => void) => CliScript) = {},
): Promise<CliOutcome> {
  const interrupts = createInterrupts(() => {
    throw new Error('Nobody heeded Ctrl-C.');
  });
  const wanted = typeof script === 'function' ? script(interrupts.raise) : script;
  const { files = {}, typed = [], interruptAtPause, connectError } = wanted;
  const { api, sent, queries } = recordingApi(wanted);
  const connections: GlobalOptions[] = [];
  const lines = [...typed];
  let [stdout, stderr, pauses] = ['', '', 0];
  const argv = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
  const code = await runCli(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    readText: async (file) => {
      const text = files[file];
      if (text === undefined) throw new Error('there is no such file');
      return text;
    },
    connect: async (options) => {
      connections.push(options);
      if (connectError) throw connectError;
      return api;
    },
    interrupts,
    pause: async () => {
      pauses += 1;
      if (pauses === interruptAtPause) interrupts.raise();
    },
    randomId: () => RANDOM_ID,
    openLines: () => ({
      next: async () => {
        const next = lines.shift();
        if (next === 'Ctrl-C') interrupts.raise();
        return next === undefined || next === 'Ctrl-C' ? null : next;
      },
      close: () => undefined,
    }),
  });
  return { code, stdout, stderr, sent, queries, connections, pauses };
}
