import { parseImageReference } from '../images/image-reference.ts';
import { type BuildRequest, type BuildStep, durationMs } from './build.ts';

/** Limits of https://cloud.google.com/build/quotas and of the API's own descriptions. */
const MAX_STEPS = 300;
const MAX_TAGS = 64;
const MAX_TIMEOUT_MS = 24 * 3_600_000;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const SUBSTITUTION_KEY = /^_[A-Z0-9_]+$/;
const SERVICE_ACCOUNT = /^projects\/[^/]+\/serviceAccounts\/[^/@\s]+@?[^/\s]*$/;

/** What the real service would refuse at once, each with the field it is about; empty when there is nothing. */
export function validateBuild(build: BuildRequest): readonly string[] {
  return [
    ...validateSteps(build.steps),
    ...validateDuration('timeout', build.timeout),
    ...validateDuration('queue_ttl', build.queueTtl),
    ...(build.tags ?? [])
      .filter((tag) => !TAG.test(tag))
      .map((tag) => `invalid .tags field: "${tag}" must match ${TAG.source}`),
    ...((build.tags?.length ?? 0) > MAX_TAGS ? [`invalid .tags field: at most ${MAX_TAGS} tags`] : []),
    ...(build.images ?? [])
      .filter((image) => !image.includes('$') && parseImageReference(image) === null)
      .map((image) => `invalid .images field: invalid image name "${image}"`),
    ...Object.keys(build.substitutions ?? {})
      .filter((key) => !SUBSTITUTION_KEY.test(key))
      .map(
        (key) =>
          `invalid .substitutions field: substitution key "${key}" does not respect format "${SUBSTITUTION_KEY.source}"`,
      ),
    ...validateServiceAccount(build),
    ...validateSource(build),
  ];
}

function validateSteps(steps: readonly BuildStep[]): string[] {
  if (steps.length === 0) return ['invalid .steps field: at least one step must be specified'];
  if (steps.length > MAX_STEPS) return [`invalid .steps field: at most ${MAX_STEPS} steps`];
  const earlier = new Set<string>();
  const problems: string[] = [];
  for (const [index, step] of steps.entries()) {
    const say = (problem: string) => problems.push(`invalid .steps field: build step ${index} ${problem}`);
    if (!step.name) say('must specify a name');
    if (step.script && (step.args?.length || step.entrypoint))
      say('must not specify "script" with "args" or "entrypoint"');
    for (const entry of step.env ?? [])
      if (!/^[^=]+=/.test(entry)) say(`has an invalid "env" entry "${entry}": must be KEY=VALUE`);
    for (const wanted of step.waitFor ?? []) {
      if (wanted !== '-' && !earlier.has(wanted)) say(`waits for "${wanted}", which is no earlier step`);
    }
    if (step.id !== undefined && step.id !== '') {
      if (earlier.has(step.id)) say(`has the id "${step.id}" of another step`);
      earlier.add(step.id);
    }
    if (step.dir?.split('/').includes('..')) say(`has an invalid "dir" "${step.dir}"`);
    if (step.timeout !== undefined && !(durationMs(step.timeout) >= 0)) say('has an invalid "timeout"');
  }
  return [...problems, ...validateVolumes(steps)];
}

function validateVolumes(steps: readonly BuildStep[]): string[] {
  const uses = new Map<string, number>();
  for (const { name = '' } of steps.flatMap((step) => step.volumes ?? [])) uses.set(name, (uses.get(name) ?? 0) + 1);
  return [...uses]
    .filter(([, count]) => count < 2)
    .map(([name]) => `invalid .steps field: volume "${name}" is only used by one step`);
}

function validateDuration(field: string, duration: string | undefined): string[] {
  if (duration === undefined) return [];
  const ms = durationMs(duration);
  return ms >= 0 && ms <= MAX_TIMEOUT_MS ? [] : [`invalid .${field} field: must be between 0s and 86400s`];
}

function validateServiceAccount({ serviceAccount, logsBucket, options }: BuildRequest): string[] {
  if (!serviceAccount) return [];
  if (!SERVICE_ACCOUNT.test(serviceAccount)) {
    return ['invalid .service_account field: must be projects/{PROJECT_ID}/serviceAccounts/{ACCOUNT}'];
  }
  const ownBucket = logsBucket || options?.defaultLogsBucketBehavior === 'REGIONAL_USER_OWNED_BUCKET';
  if (ownBucket || ['CLOUD_LOGGING_ONLY', 'NONE'].includes(options?.logging ?? '')) return [];
  return [
    "if 'build.service_account' is specified, the build must either (a) specify 'build.logs_bucket', (b) use the REGIONAL_USER_OWNED_BUCKET build.options.default_logs_bucket_behavior option, or (c) use either CLOUD_LOGGING_ONLY / NONE logging options",
  ];
}

function validateSource({ source }: BuildRequest): string[] {
  const storage = source?.storageSource;
  if (!storage) return [];
  if (!storage.bucket) return ['invalid .source field: storage_source.bucket must be specified'];
  if (!storage.object) return ['invalid .source field: storage_source.object must be specified'];
  return /\.(?:tar\.gz|tgz|zip)$/.test(storage.object)
    ? []
    : [`invalid .source field: unsupported object "${storage.object}": only .zip and .tar.gz are supported`];
}
