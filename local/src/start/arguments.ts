import { parseArgs } from 'node:util';

export interface StartArguments {
  /** The usual ports, or whichever are free. */
  readonly ports: 'fixed' | 'auto';
  /** Forget what earlier starts kept. */
  readonly fresh: boolean;
  /** Where data and logs lie, relative to the repository. */
  readonly state: string;
}

export const USAGE = `npm start -- [options]

Runs Proving Ground on this machine: console, functions, Firestore, Auth, and a local twin of Cloud Build and Cloud Run.

  --ports auto   take free ports instead of the usual ones
  --fresh        start with an empty state: no users, no deployments, no images
  --state DIR    keep data and logs there, inside the repository (default: .local)
  --help         print this
`;

/** @throws Error that names what is not understood. */
export function parseStartArguments(argv: readonly string[]): StartArguments | 'help' {
  const { values } = parse(argv);
  if (values.help) return 'help';
  if (values.ports !== undefined && values.ports !== 'auto') {
    throw new Error(`--ports takes "auto", not "${values.ports}".\n\n${USAGE}`);
  }
  return { ports: values.ports ?? 'fixed', fresh: values.fresh, state: values.state };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        ports: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        state: { type: 'string', default: '.local' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, { cause: error });
  }
}
