import { posix } from 'node:path';
import { readCopy } from './copy-operation.ts';
import { expandWord, expandWords } from './expand-words.ts';
import type { ImageConfig } from './image.ts';
import type { Instruction } from './parse-dockerfile.ts';
import { readRun } from './run-operation.ts';
import { type Operation, type StageState, variablesOf } from './stage-state.ts';

export interface BuildArguments {
  /** `--build-arg`. */
  readonly given: Readonly<Record<string, string>>;
  /** ARGs before the first FROM, seen by a stage that declares them again. */
  readonly global: Readonly<Record<string, string>>;
}

interface Applied {
  readonly state: StageState;
  readonly operation: Operation;
}

/**
 * What an instruction changes in the configuration and what it asks to be done, without doing it.
 *
 * @throws Error saying why the instruction cannot be followed.
 */
export function applyInstruction(state: StageState, instruction: Instruction, args: BuildArguments): Applied {
  const { keyword, text, json } = instruction;
  const variables = variablesOf(state);
  const word = () => expandWord(text, variables);
  const configured = (change: Partial<ImageConfig>, more: Partial<StageState> = {}): Applied => ({
    state: { ...state, ...more, config: { ...state.config, ...change } },
    operation: { kind: 'config' },
  });
  switch (keyword) {
    case 'ARG':
      return {
        state: { ...state, args: { ...state.args, ...readArgs(text, variables, args) } },
        operation: { kind: 'config' },
      };
    case 'ENV':
      return configured({ env: { ...state.config.env, ...readPairs(text, variables) } });
    case 'LABEL':
      return configured({ labels: { ...state.config.labels, ...readPairs(text, variables) } });
    case 'WORKDIR': {
      const path = posix.resolve('/', state.config.workdir, word());
      return { state: { ...state, config: { ...state.config, workdir: path } }, operation: { kind: 'folder', path } };
    }
    case 'USER':
      return configured({ user: word() });
    case 'EXPOSE':
      return configured({
        exposedPorts: [...new Set([...state.config.exposedPorts, ...readPorts(expandWords(text, variables))])],
      });
    case 'CMD':
      return configured({ cmd: json ?? [...state.shell, text] }, { ownsCmd: true });
    case 'ENTRYPOINT':
      return configured({ entrypoint: json ?? [...state.shell, text], ...(state.ownsCmd ? {} : { cmd: [] }) });
    case 'SHELL':
      if (!json?.length) throw new Error('SHELL requires the arguments to be in JSON form');
      return configured({}, { shell: json });
    case 'VOLUME': {
      const [path = '/'] = json ?? expandWords(text, variables);
      return { state, operation: { kind: 'folder', path: posix.resolve('/', path) } };
    }
    // Nothing of these reaches Cloud Run: it ends containers with SIGTERM and has probes of its own.
    case 'STOPSIGNAL':
    case 'HEALTHCHECK':
    case 'MAINTAINER':
      return configured({});
    case 'COPY':
    case 'ADD':
      return { state, operation: readCopy(instruction, state) };
    case 'RUN':
      return { state, operation: readRun(instruction, state) };
    default:
      throw new Error(`${keyword} is not supported by the local twin.`);
  }
}

/** The predefined platform ARGs have a value only where they are declared. */
const PLATFORM: Readonly<Record<string, string>> = {
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETARCH: 'amd64',
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDARCH: 'amd64',
};

/** ARG with its default; a value given to the build wins. */
export function readArgs(text: string, variables: Readonly<Record<string, string>>, args: BuildArguments) {
  const values: Record<string, string> = {};
  for (const declaration of expandWords(text, variables)) {
    const at = declaration.indexOf('=');
    const name = at < 0 ? declaration : declaration.slice(0, at);
    const fallback = at < 0 ? (args.global[name] ?? PLATFORM[name]) : declaration.slice(at + 1);
    const value = args.given[name] ?? fallback;
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readPairs(text: string, variables: Readonly<Record<string, string>>): Record<string, string> {
  const first = /^[^\s"'=]+(?=\s)/.exec(text)?.[0];
  // The old form, one name and the rest of the line.
  if (first) return { [first]: expandWord(text.slice(first.length).trim(), variables) };
  const pairs: Record<string, string> = {};
  for (const pair of expandWords(text, variables)) {
    const at = pair.indexOf('=');
    if (at < 1) throw new Error(`Syntax error - can't find = in "${pair}". Must be of the form: name=value`);
    pairs[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return pairs;
}

function readPorts(words: readonly string[]): number[] {
  return words.flatMap((text) => {
    const [, first = '', last = first] = /^(\d+)(?:-(\d+))?(?:\/(?:tcp|udp))?$/.exec(text) ?? [];
    if (first === '' || Number(last) > 65_535 || Number(last) < Number(first))
      throw new Error(`Invalid containerPort: ${text}`);
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  });
}
