import type { ImageConfig } from './image.ts';

/** What the instructions of a stage have said so far. */
export interface StageState {
  readonly config: ImageConfig;
  /** Values of the ARGs declared in this stage. */
  readonly args: Readonly<Record<string, string>>;
  readonly shell: readonly string[];
  /** Whether CMD came from this stage: an ENTRYPOINT drops the CMD of a base image. */
  readonly ownsCmd: boolean;
}

export interface CopyOperation {
  readonly kind: 'copy';
  /** Stage name, stage number or image; `null` for the build context. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly files: readonly { readonly name: string; readonly content: string }[];
  /** In container terms, absolute; with a trailing slash where a folder is meant. */
  readonly destination: string;
  readonly mode: number | null;
  /** ADD: a local tar archive is unpacked. */
  readonly unpacks: boolean;
}

export interface RunOperation {
  readonly kind: 'run';
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** Folders that are there for this RUN only. */
  readonly scratchFolders: readonly string[];
  readonly ports: readonly number[];
}

export type Operation =
  | { readonly kind: 'config' }
  | { readonly kind: 'folder'; readonly path: string }
  | CopyOperation
  | RunOperation;

export const initialState = (config: ImageConfig): StageState => ({
  config,
  args: {},
  shell: ['/bin/sh', '-c'],
  ownsCmd: false,
});

/** What `$NAME` means in an instruction: ENV over ARG. */
export const variablesOf = (state: StageState): Readonly<Record<string, string>> => ({
  ...state.args,
  ...state.config.env,
});
