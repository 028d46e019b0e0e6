import { LOCAL_PROJECT_ID, ROLES, type Role } from '@proving-ground/shared';
import { oneOf } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** Understood by every command, before and after its name. */
export const GLOBAL_OPTIONS = {
  json: { type: 'boolean', default: false },
  local: { type: 'boolean', default: false },
  project: { type: 'string' },
  state: { type: 'string' },
  as: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export const GLOBAL_USAGE = `  --json         one JSON document on stdout; what goes on meanwhile on stderr
  --local        the product on this machine; so it is without --project while one runs
  --state DIR    where that one keeps its state (.local)
  --project ID   the product in that Firebase project
  --as ROLE      viewer, operator or owner (on this machine owner, in the cloud operator)
  --help         print this, or how one command is used
`;

export interface GlobalOptions {
  readonly json: boolean;
  readonly help: boolean;
  /** Null: this machine's product, and a mistake when none runs. */
  readonly project: string | null;
  readonly stateFolder: string;
  /** Null: the usual one of the place. */
  readonly as: Role | null;
}

export interface GlobalValues {
  readonly json: boolean;
  readonly local: boolean;
  readonly project?: string | undefined;
  readonly state?: string | undefined;
  readonly as?: string | undefined;
  readonly help: boolean;
}

/** The rule for project ids: this one becomes part of a host name. */
const PROJECT_ID = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

/** @throws UsageError that names what is wrong */
export function readGlobalOptions({ json, local, project, state, as, help }: GlobalValues): GlobalOptions {
  if (project !== undefined) {
    if (local || state !== undefined) throw new UsageError('--project and --local or --state exclude each other.');
    if (!PROJECT_ID.test(project)) throw new UsageError(`--project takes a project id, not "${project}".`);
    if (project.startsWith('demo-')) {
      throw new UsageError(`${project} is the name of an emulated project (${LOCAL_PROJECT_ID}): use --local.`);
    }
  }
  return {
    json,
    help,
    project: project ?? null,
    stateFolder: state ?? '.local',
    as: as === undefined ? null : oneOf(ROLES, as, '--as'),
  };
}
