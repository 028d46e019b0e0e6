import { posix } from 'node:path';
import { expandText, expandWord, expandWords } from './expand-words.ts';
import type { Instruction } from './parse-dockerfile.ts';
import { hasWildcard } from './path-pattern.ts';
import { type CopyOperation, type StageState, variablesOf } from './stage-state.ts';

/** Reads COPY and ADD. `--chown` is accepted without effect: files belong to whoever runs the twin. */
export function readCopy(instruction: Instruction, state: StageState): CopyOperation {
  const { keyword, json, heredocs } = instruction;
  const variables = variablesOf(state);
  let from: string | null = null;
  let mode: number | null = null;
  for (const [name, value] of instruction.flags) {
    if (name === 'from' && keyword === 'COPY') from = expandWord(value, variables);
    else if (name === 'chmod') mode = readMode(expandWord(value, variables));
    else if (name !== 'chown' && name !== 'link')
      throw new Error(`${keyword} --${name} is not supported by the local twin.`);
  }
  const words = json ? json.map((item) => expandWord(item, variables)) : expandWords(instruction.text, variables);
  const destination = words.at(-1);
  if (destination === undefined || words.length < 2) {
    throw new Error(
      `${keyword} requires at least two arguments, but only ${words.length} was provided. Destination could not be determined.`,
    );
  }
  const names = new Set(heredocs.map(({ name }) => name));
  const isHeredoc = (word: string) => names.has(/^<<-?(\w.*)$/.exec(word)?.[1] ?? '');
  const sources = words.slice(0, -1).filter((word) => !isHeredoc(word));
  for (const source of sources) refuseSource(keyword, source, from);

  const meansFolder = destination.endsWith('/') || ['.', '..'].includes(posix.basename(destination));
  if (!meansFolder && (words.length > 2 || sources.some(hasWildcard)) && sources.length > 0) {
    // One match for a wildcard would do; the builder decides by what it finds.
    if (words.length > 2)
      throw new Error(
        `When using ${keyword} with more than one source file, the destination must be a directory and end with a /`,
      );
  }
  const path = posix.resolve('/', state.config.workdir, destination);
  return {
    kind: 'copy',
    from,
    sources,
    files: heredocs.map(({ name, content, expands }) => ({
      name,
      content: expands ? expandText(content, variables) : content,
    })),
    destination: meansFolder && path !== '/' ? `${path}/` : path,
    mode,
    unpacks: keyword === 'ADD',
  };
}

function refuseSource(keyword: string, source: string, from: string | null): void {
  if (keyword === 'ADD' && /^(?:https?:\/\/|git@|git:\/\/)/.test(source)) {
    throw new Error(`ADD of a URL is not supported by the local twin: ${source}. Put the file into the source.`);
  }
  const normal = posix.normalize(source);
  if (from === null && (normal === '..' || normal.startsWith('../'))) {
    throw new Error(`${keyword} failed: forbidden path outside the build context: ${source}`);
  }
}

function readMode(text: string): number {
  if (!/^[0-7]{3,4}$/.test(text)) throw new Error(`--chmod=${text}: only octal modes such as 755 are supported.`);
  return Number.parseInt(text, 8);
}
