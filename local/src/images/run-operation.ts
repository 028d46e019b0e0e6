import { posix } from 'node:path';
import type { Instruction } from './parse-dockerfile.ts';
import { type RunOperation, type StageState, variablesOf } from './stage-state.ts';

/** Reads RUN in its shell, exec and heredoc forms. */
export function readRun(instruction: Instruction, state: StageState): RunOperation {
  const { json, text, heredocs, shellText } = instruction;
  const env = variablesOf(state);
  const { PORT: port } = env;
  const [only] = heredocs;
  const isScript = heredocs.length === 1 && only !== undefined && /^<<-?["']?[\w.]+["']?$/.test(text);
  const script = isScript ? only.content : shellText;
  return {
    kind: 'run',
    argv: json ?? [...interpreter(script, isScript, state.shell), script],
    env,
    workdir: state.config.workdir,
    scratchFolders: instruction.flags.flatMap(([name, value]) => readFlag(name, value, state.config.workdir)),
    ports: [...new Set([...state.config.exposedPorts, ...portsIn([...Object.values(env), script]), ...portIn(port)])],
  };
}

/** A heredoc that begins with `#!` names its own interpreter. */
function interpreter(script: string, isScript: boolean, shell: readonly string[]): readonly string[] {
  const named = isScript ? /^#!\s*(.+)\n/.exec(script)?.[1] : undefined;
  if (!named) return shell;
  const words = named
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '/usr/bin/env');
  const flag: Readonly<Record<string, string>> = { node: '-e' };
  return [...words, flag[posix.basename(words[0] ?? '')] ?? '-c'];
}

function readFlag(name: string, value: string, workdir: string): string[] {
  if (name === 'network' || name === 'security') return [];
  if (name !== 'mount') throw new Error(`RUN --${name} is not supported by the local twin.`);
  const options = new Map(value.split(',').map((option) => option.split('=', 2) as [string, string | undefined]));
  const type = options.get('type') ?? 'bind';
  const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
  if (type !== 'cache' && type !== 'tmpfs') {
    throw new Error(`RUN --mount=type=${type} is not supported by the local twin; supported: cache, tmpfs.`);
  }
  if (!target) throw new Error(`RUN --mount=type=${type} needs a target.`);
  return [posix.resolve('/', workdir, target)];
}

const ADDRESS =
  /(?:^|[=/\s"'@]|0\.0\.0\.0|127\.0\.0\.1|localhost|\[::1?\])(?:0\.0\.0\.0|127\.0\.0\.1|localhost|\[::1?\])?:(\d{2,5})(?!\d)/g;

/** The ports that an environment or a script addresses on its own host. */
function portsIn(texts: readonly string[]): number[] {
  return texts
    .flatMap((text) => [...text.matchAll(ADDRESS)].map(([, port]) => Number(port)))
    .filter((port) => port <= 65_535);
}

const portIn = (value: string | undefined) => (value && /^\d{2,5}$/.test(value) ? [Number(value)] : []);
