import { type Instruction as AstInstruction, DockerfileParser, type ModifiableInstruction } from 'dockerfile-ast';
import { DockerfileError } from './dockerfile-error.ts';

export interface Heredoc {
  readonly name: string;
  readonly content: string;
  /** False when the delimiter is quoted: no variable is replaced. */
  readonly expands: boolean;
}

export interface Instruction {
  /** 1 for the first line. */
  readonly line: number;
  readonly keyword: string;
  /** Name and value of `--name=value`, in order. */
  readonly flags: readonly (readonly [name: string, value: string])[];
  /** The arguments on one line: continuations joined, comments dropped, heredoc bodies left out. */
  readonly text: string;
  /** The exec form, where the instruction has it. */
  readonly json: readonly string[] | null;
  readonly heredocs: readonly Heredoc[];
  /** What a shell must be given: the text, with the heredocs under it. */
  readonly shellText: string;
}

export interface Stage {
  readonly name: string | null;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

export interface ParsedDockerfile {
  /** ARG before the first FROM. */
  readonly globalArgs: readonly Instruction[];
  readonly stages: readonly Stage[];
}

const KNOWN = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
const JSON_FORMS = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);

/** @throws DockerfileError for what is not a Dockerfile. */
export function parseDockerfile(content: string, file: string): ParsedDockerfile {
  const ast = DockerfileParser.parse(content.replaceAll('\r\n', '\n'));
  const escapeCharacter = ast.getEscapeCharacter();
  const globalArgs: Instruction[] = [];
  const stages: { name: string | null; from: Instruction; instructions: Instruction[] }[] = [];
  for (const node of ast.getInstructions()) {
    const instruction = readInstruction(node, escapeCharacter);
    const place = { file, line: instruction.line };
    if (!KNOWN.has(instruction.keyword))
      throw new DockerfileError(place, `unknown instruction: ${instruction.keyword}`);
    if (instruction.text === '' && instruction.keyword !== 'CMD') {
      throw new DockerfileError(place, `${instruction.keyword} requires at least one argument`);
    }
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') stages.push({ ...readFrom(instruction, file), instructions: [] });
    else if (stage) stage.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') globalArgs.push(instruction);
    else throw new DockerfileError(place, 'no build stage in current context: the first instruction must be FROM');
  }
  if (stages.length === 0) throw new DockerfileError({ file, line: 1 }, 'file with no instructions');
  return { globalArgs, stages };
}

function readFrom(from: Instruction, file: string) {
  const words = from.text.split(/\s+/);
  if (words.length === 1) return { name: null, from };
  const [, as, name] = words;
  if (words.length === 3 && as?.toLowerCase() === 'as' && name && /^[a-z][a-z0-9_.-]*$/i.test(name)) {
    return { name: name.toLowerCase(), from };
  }
  throw new DockerfileError(
    { file, line: from.line },
    'FROM requires either one or three arguments: FROM image [AS name]',
  );
}

const isModifiable = (node: AstInstruction): node is ModifiableInstruction => 'getFlags' in node;

function readInstruction(node: AstInstruction, escapeCharacter: string): Instruction {
  const keyword = node.getKeyword();
  const raw = node.getRawArgumentsContent() ?? '';
  const flags = isModifiable(node)
    ? node.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? ''] as const)
    : [];
  const { commandText, heredocs, bodies } = splitHeredocs(keyword, raw, escapeCharacter);
  const text = joinContinuations(commandText, escapeCharacter).trim();
  return {
    line: node.getRange().start.line + 1,
    keyword,
    flags,
    text,
    json: JSON_FORMS.has(keyword) ? readJson(text) : null,
    heredocs,
    shellText: text + bodies,
  };
}

/** Docker drops comment and empty lines inside a continued instruction and joins the rest as it stands. */
function joinContinuations(text: string, escapeCharacter: string): string {
  const continued = new RegExp(`${escapeCharacter === '\\' ? '\\\\' : escapeCharacter}[ \\t]*$`);
  const lines = text.split('\n').filter((line, index) => index === 0 || !/^\s*(#|$)/.test(line));
  return lines.map((line) => line.replace(continued, '')).join('');
}

function readJson(text: string): readonly string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    // As in Docker: what is no JSON is the shell form.
    return null;
  }
}

const HEREDOC = /(?:^|\s)\d?<<(-?)(["']?)([A-Za-z_][\w.]*)\2/g;

function splitHeredocs(keyword: string, raw: string, escapeCharacter: string) {
  const lines = raw.split('\n');
  let end = 0;
  while (lines[end]?.trimEnd().endsWith(escapeCharacter) && end < lines.length - 1) end += 1;
  const commandText = lines.slice(0, end + 1).join('\n');
  const marks = ['RUN', 'COPY', 'ADD'].includes(keyword) ? [...commandText.matchAll(HEREDOC)] : [];
  if (marks.length === 0) return { commandText: raw, heredocs: [], bodies: '' };

  const heredocs: Heredoc[] = [];
  let next = end + 1;
  for (const [, dash, quote, name = ''] of marks) {
    const body: string[] = [];
    const isEnd = (line: string) => (dash ? line.replace(/^\t+/, '') : line) === name;
    for (; next < lines.length && !isEnd(lines[next] ?? ''); next += 1) {
      body.push(dash ? (lines[next] ?? '').replace(/^\t+/, '') : (lines[next] ?? ''));
    }
    next += 1;
    heredocs.push({ name, content: body.map((line) => `${line}\n`).join(''), expands: quote === '' });
  }
  return { commandText, heredocs, bodies: `\n${lines.slice(end + 1).join('\n')}\n` };
}
