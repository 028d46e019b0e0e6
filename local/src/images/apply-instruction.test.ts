import { describe, expect, test } from 'vitest';
import { applyInstruction } from './apply-instruction.ts';
import { parseDockerfile } from './parse-dockerfile.ts';
import { initialState, type Operation } from './stage-state.ts';

const BASE = {
  env: { PATH: '/bin' },
  entrypoint: ['/base'],
  cmd: ['base-cmd'],
  workdir: '/',
  user: '',
  exposedPorts: [],
  labels: {},
};

/** Applies the lines after a FROM, and gives the state and the operations. */
function apply(
  lines: readonly string[],
  args: { given?: Record<string, string>; global?: Record<string, string> } = {},
) {
  const { stages } = parseDockerfile(['FROM base', ...lines].join('\n'), 'Dockerfile');
  let state = initialState(BASE);
  const operations: Operation[] = [];
  for (const instruction of stages[0]?.instructions ?? []) {
    const applied = applyInstruction(state, instruction, { given: {}, global: {}, ...args });
    state = applied.state;
    operations.push(applied.operation);
  }
  return { state, config: state.config, operations, last: operations.at(-1) };
}

test('ENV in both forms, later values using earlier ones', () => {
  const { config } = apply(['ENV A=1 B="$PATH:x"', 'ENV C old  form', 'ENV D=$A-$B']);
  expect(config.env).toEqual({ PATH: '/bin', A: '1', B: '/bin:x', C: 'old  form', D: '1-/bin:x' });
});

describe('ARG', () => {
  test('has its default, the given value over it, and ENV over both', () => {
    const lines = ['ARG A=default', 'ARG B=default', 'ENV B=env', 'USER $A-$B'];
    expect(apply(lines).config.user).toBe('default-env');
    expect(apply(lines, { given: { A: 'given', B: 'given' } }).config.user).toBe('given-env');
  });

  test('takes the value from before FROM only where it is declared again', () => {
    expect(apply(['USER x$V'], { global: { V: '1' } }).config.user).toBe('x');
    expect(apply(['ARG V', 'USER x$V'], { global: { V: '1' } }).config.user).toBe('x1');
  });
});

test('WORKDIR adds up, and cannot leave the image', () => {
  expect(apply(['WORKDIR /a', 'WORKDIR b']).config.workdir).toBe('/a/b');
  expect(apply(['WORKDIR ../../..']).config.workdir).toBe('/');
});

test("an ENTRYPOINT drops the base image's CMD, but not the stage's own", () => {
  expect(apply(['ENTRYPOINT ["e"]']).config).toMatchObject({ entrypoint: ['e'], cmd: [] });
  expect(apply(['CMD ["c"]', 'ENTRYPOINT ["e"]']).config).toMatchObject({ entrypoint: ['e'], cmd: ['c'] });
});

test('the shell form uses SHELL', () => {
  expect(apply(['SHELL ["/bin/bash", "-ec"]', 'CMD a $b']).config.cmd).toEqual(['/bin/bash', '-ec', 'a $b']);
});

test('EXPOSE takes ranges and protocols', () => {
  expect(apply(['EXPOSE 80/tcp 90-92']).config.exposedPorts).toEqual([80, 90, 91, 92]);
});

test('RUN sees ARG and ENV, and names the ports to be mapped', () => {
  const { last } = apply(['ARG A=1', 'ENV OLLAMA_HOST=0.0.0.0:8080', 'WORKDIR /w', 'RUN curl localhost:9000/x']);
  expect(last).toMatchObject({
    kind: 'run',
    argv: ['/bin/sh', '-c', 'curl localhost:9000/x'],
    env: { A: '1', OLLAMA_HOST: '0.0.0.0:8080' },
    workdir: '/w',
    ports: [8080, 9000],
  });
});

test('a RUN heredoc is a script, with the interpreter it names', () => {
  expect(apply(['RUN <<E', 'a', 'b', 'E']).last).toMatchObject({ argv: ['/bin/sh', '-c', 'a\nb\n'] });
  expect(apply(['RUN <<E', '#!/usr/bin/env node', 'x()', 'E']).last).toMatchObject({
    argv: ['node', '-e', '#!/usr/bin/env node\nx()\n'],
  });
});

test('COPY knows its sources, its folder and its mode', () => {
  expect(apply(['WORKDIR /w', 'COPY --chown=a:b --chmod=755 x y ./z/']).last).toEqual({
    kind: 'copy',
    from: null,
    sources: ['x', 'y'],
    files: [],
    destination: '/w/z/',
    mode: 0o755,
    unpacks: false,
  });
});

test.each([
  ['ADD https://example.com/x /x', 'ADD of a URL is not supported'],
  ['ONBUILD RUN x', 'ONBUILD is not supported by the local twin'],
  ['RUN --mount=type=secret,id=x cat /run/secrets/x', 'RUN --mount=type=secret is not supported'],
  ['COPY ../x /x', 'forbidden path outside the build context: ../x'],
  ['COPY a/../../x /x', 'forbidden path outside the build context'],
  ['COPY x', 'COPY requires at least two arguments'],
  ['COPY a b /c', 'the destination must be a directory and end with a /'],
  ['COPY --chmod=u+x a b', 'only octal modes'],
  ['COPY --parents a b/', 'COPY --parents is not supported'],
  ['EXPOSE 70000', 'Invalid containerPort: 70000'],
  ['ENV A=1 B', 'Must be of the form: name=value'],
  ['SHELL /bin/sh', 'SHELL requires the arguments to be in JSON form'],
  ['LABEL a=${x', 'bad substitution'],
])('%s is refused', (line, message) => {
  expect(() => apply([line])).toThrow(message);
});
