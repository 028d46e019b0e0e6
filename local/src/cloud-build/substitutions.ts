import type { BuildRequest, BuildStep } from './build.ts';

/** Empty for builds that no trigger started. */
const TRIGGER_NAMES = [
  'TRIGGER_NAME',
  'COMMIT_SHA',
  'SHORT_SHA',
  'REVISION_ID',
  'REPO_NAME',
  'REPO_FULL_NAME',
  'BRANCH_NAME',
  'TAG_NAME',
  'REF_NAME',
];

/** Thrown for a template and data that do not match. */
export class SubstitutionDataError extends Error {
  override readonly name = 'SubstitutionDataError';
}

export interface BuiltIns {
  readonly projectId: string;
  readonly buildId: string;
  readonly location: string;
}

/**
 * Replaces `$NAME` and `${NAME}`; `$$` is a dollar sign. Scripts are left alone, as in the cloud.
 *
 * @see https://cloud.google.com/build/docs/configuring-builds/substitute-variable-values
 * @throws SubstitutionDataError
 */
export function substituteBuild(build: BuildRequest, builtIns: BuiltIns): BuildRequest {
  const own = build.substitutions ?? {};
  const values: Readonly<Record<string, string>> = {
    ...Object.fromEntries(TRIGGER_NAMES.map((name) => [name, ''])),
    PROJECT_ID: builtIns.projectId,
    PROJECT_NUMBER: '0',
    BUILD_ID: builtIns.buildId,
    LOCATION: builtIns.location,
    SERVICE_ACCOUNT: build.serviceAccount ?? '',
    SERVICE_ACCOUNT_EMAIL: build.serviceAccount?.split('/').at(-1) ?? '',
    ...own,
  };
  const isLoose = build.options?.substitutionOption === 'ALLOW_LOOSE';
  const used = new Set<string>();
  const replace = (text: string) =>
    text.replace(/\$(?:\$|\{([A-Za-z_]\w*)\}|([A-Z_][A-Z0-9_]*))/g, (whole, braced?: string, plain?: string) => {
      const name = braced ?? plain;
      if (name === undefined) return '$';
      used.add(name);
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value !== undefined) return value;
      if (isLoose) return '';
      throw new SubstitutionDataError(
        name.startsWith('_')
          ? `key in the template "${name}" is not matched in the substitution data`
          : `key in the template "${name}" is not a valid built-in substitution (${whole})`,
      );
    });
  const replaceAll = (texts: readonly string[]) => texts.map(replace);
  const steps = build.steps.map((step) => substituteStep(step, { replace, replaceAll, own }));
  const replaced: BuildRequest = {
    ...build,
    steps,
    ...(build.images && { images: replaceAll(build.images) }),
    ...(build.tags && { tags: replaceAll(build.tags) }),
    ...(build.logsBucket && { logsBucket: replace(build.logsBucket) }),
    ...(build.options?.env && { options: { ...build.options, env: replaceAll(build.options.env) } }),
  };
  const maps = steps.some((step) => step.automapSubstitutions) || build.options?.automapSubstitutions === true;
  const unused = Object.keys(own).find((key) => !used.has(key));
  if (unused && !isLoose && !maps) {
    throw new SubstitutionDataError(`key "${unused}" in the substitution data is not matched in the template`);
  }
  return replaced;
}

function substituteStep(
  step: BuildStep,
  {
    replace,
    replaceAll,
    own,
  }: {
    readonly replace: (text: string) => string;
    readonly replaceAll: (texts: readonly string[]) => readonly string[];
    readonly own: Readonly<Record<string, string>>;
  },
): BuildStep {
  const mapped = step.automapSubstitutions ? Object.entries(own).map(([name, value]) => `${name}=${value}`) : [];
  return {
    ...step,
    name: replace(step.name),
    ...(step.args && { args: replaceAll(step.args) }),
    ...((step.env || mapped.length > 0) && { env: [...mapped, ...replaceAll(step.env ?? [])] }),
    ...(step.dir && { dir: replace(step.dir) }),
    ...(step.entrypoint && { entrypoint: replace(step.entrypoint) }),
  };
}
