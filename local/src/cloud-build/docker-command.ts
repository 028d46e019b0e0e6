/** What the arguments of a docker step ask for. */
export type DockerCommand =
  | DockerBuild
  | { readonly kind: 'pull'; readonly image: string }
  | { readonly kind: 'push'; readonly image: string }
  | { readonly kind: 'tag'; readonly source: string; readonly target: string }
  | { readonly kind: 'version' };

export interface DockerBuild {
  readonly kind: 'build';
  readonly tags: readonly string[];
  readonly file: string | null;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | null;
  readonly noCache: boolean;
  readonly contextFolder: string;
}

/** Thrown for a command line that docker would refuse, or that the twin cannot follow. */
export class DockerUsageError extends Error {
  override readonly name = 'DockerUsageError';
}

/** Flags that change nothing here: the twin has one platform, and a cache that knows contents. */
const IGNORED_WITH_VALUE = new Set([
  '--cache-from',
  '--cache-to',
  '--platform',
  '--network',
  '--progress',
  '--output',
  '--memory',
  '--shm-size',
  '--ulimit',
  '--label',
]);
const IGNORED_ALONE = new Set([
  '--pull',
  '--rm',
  '--force-rm',
  '--quiet',
  '-q',
  '--squash',
  '--compress',
  '--load',
  '--all-tags',
  '-a',
]);

/** @throws DockerUsageError */
export function parseDockerCommand(args: readonly string[]): DockerCommand {
  const [first = '', ...rest] = args[0] === 'buildx' || args[0] === 'image' ? args.slice(1) : args;
  const words = () => rest.filter((word) => !IGNORED_ALONE.has(word) && !word.startsWith('--platform='));
  switch (first) {
    case 'build':
      return parseBuild(rest);
    case 'pull':
    case 'push': {
      const [image] = words();
      if (!image) throw new DockerUsageError(`"docker ${first}" requires exactly 1 argument.`);
      return { kind: first, image };
    }
    case 'tag': {
      const [source, target] = words();
      if (!source || !target) throw new DockerUsageError('"docker tag" requires exactly 2 arguments.');
      return { kind: 'tag', source, target };
    }
    case 'version':
    case '--version':
      return { kind: 'version' };
    default:
      throw new DockerUsageError(
        `docker ${first} is not available in the local twin; available: build, pull, push, tag, version.`,
      );
  }
}

function parseBuild(args: readonly string[]): DockerBuild {
  const tags: string[] = [];
  const buildArgs: Record<string, string> = {};
  const contexts: string[] = [];
  let file: string | null = null;
  let target: string | null = null;
  let noCache = false;
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    const [, flag = word, inline] = /^(--?[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const value = () => {
      if (inline !== undefined) return inline;
      index += 1;
      const next = args[index];
      if (next === undefined) throw new DockerUsageError(`flag needs an argument: ${flag}`);
      return next;
    };
    if (flag === '-t' || flag === '--tag') tags.push(value());
    else if (flag === '-f' || flag === '--file') file = value();
    else if (flag === '--target') target = value();
    else if (flag === '--no-cache') noCache = inline !== 'false';
    else if (flag === '--build-arg') {
      const [name, ...rest] = value().split('=');
      // Without a value it comes from the builder's environment, where there is none.
      if (name && rest.length > 0) buildArgs[name] = rest.join('=');
    } else if (IGNORED_WITH_VALUE.has(flag)) value();
    else if (IGNORED_ALONE.has(flag)) continue;
    else if (word.startsWith('-') && word !== '-')
      throw new DockerUsageError(`unknown or unsupported flag of docker build: ${flag}`);
    else contexts.push(word);
  }
  const [contextFolder] = contexts;
  if (contextFolder === undefined || contexts.length > 1)
    throw new DockerUsageError('"docker build" requires exactly 1 argument.');
  if (contextFolder === '-' || /^(?:https?|git):/.test(contextFolder)) {
    throw new DockerUsageError(
      `a build context of "${contextFolder}" is not available in the local twin; use a folder.`,
    );
  }
  return { kind: 'build', tags, file, buildArgs, target, noCache, contextFolder };
}
