import { expect, test } from 'vitest';
import { parseDockerfile } from './parse-dockerfile.ts';

const parse = (...lines: string[]) => parseDockerfile(lines.join('\n'), 'Dockerfile');

test('stages, their names, and ARGs before the first FROM are told apart', () => {
  const { globalArgs, stages } = parse(
    'ARG V=24',
    'FROM node:$V AS Build',
    'RUN a',
    'FROM scratch',
    'COPY --from=build /a /b',
  );
  expect(globalArgs.map(({ text }) => text)).toEqual(['V=24']);
  expect(stages.map(({ name, instructions }) => [name, instructions.length])).toEqual([
    ['build', 1],
    [null, 1],
  ]);
  expect(stages[1]?.instructions[0]?.flags).toEqual([['from', 'build']]);
});

test('continued lines are joined, comments and empty lines inside them dropped', () => {
  const { stages } = parse(
    'FROM scratch',
    'RUN npm ci \\',
    '  # why',
    '  && echo "a  b" \\',
    '',
    '  && echo c',
    'USER x',
  );
  expect(stages[0]?.instructions[0]?.text).toBe('npm ci   && echo "a  b"   && echo c');
  expect(stages[0]?.instructions[1]?.line).toBe(7);
});

test('the exec form is read as JSON, and what is no JSON is the shell form', () => {
  const { stages } = parse('FROM scratch', 'CMD ["a b", "c"]', "CMD ['a']");
  expect(stages[0]?.instructions.map(({ json }) => json)).toEqual([['a b', 'c'], null]);
});

test('heredocs are read with their quoting and their tabs', () => {
  const { stages } = parse(
    'FROM scratch',
    'COPY <<-"A" <<B /x/',
    '\tone $X',
    'A',
    'two',
    'B',
    'RUN cat <<E > /f',
    'x',
    'E',
    'USER u',
  );
  const [copy, run, user] = stages[0]?.instructions ?? [];
  expect(copy?.heredocs).toEqual([
    { name: 'A', content: 'one $X\n', expands: false },
    { name: 'B', content: 'two\n', expands: true },
  ]);
  expect(run?.shellText).toBe('cat <<E > /f\nx\nE\n');
  expect(user?.text).toBe('u');
});

test('another escape character is honoured', () => {
  const { stages } = parse('# escape=`', 'FROM scratch', 'RUN a `', '  b');
  expect(stages[0]?.instructions[0]?.text).toBe('a   b');
});

test.each([
  [['RUN x'], 'Dockerfile:1: no build stage in current context: the first instruction must be FROM'],
  [['FROM scratch', 'BOGUS x'], 'Dockerfile:2: unknown instruction: BOGUS'],
  [['FROM a b c d'], 'Dockerfile:1: FROM requires either one or three arguments: FROM image [AS name]'],
  [['FROM scratch', '', 'COPY'], 'Dockerfile:3: COPY requires at least one argument'],
  [['# nothing'], 'Dockerfile:1: file with no instructions'],
])('%j is refused with its line', (lines, message) => {
  expect(() => parse(...lines)).toThrow(message);
});
