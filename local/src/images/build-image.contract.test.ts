import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { createBaseImages } from './base-images.ts';
import { type BuildImageRequest, buildImage } from './build-image.ts';
import { startContainer } from './container.ts';
import { createImageStore, type LocalImageStore } from './image-store.ts';

let folder: string;
let context: string;
let images: LocalImageStore;
let processes: Processes;
let log: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-build-'));
  context = join(folder, 'context');
  await mkdir(context);
  images = await createImageStore({ folder: join(folder, 'store') });
  processes = await createProcesses();
  log = '';
});
afterEach(async () => {
  await processes[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** An `ollama` that serves HTTP where OLLAMA_HOST says and pulls into OLLAMA_MODELS. */
const OLLAMA = `#!/bin/sh
case "$1" in
  serve) exec "$NODE" -e 'const [host, port] = process.env.OLLAMA_HOST.split(":");
    require("http").createServer((q, r) => r.end("Ollama is running")).listen(Number(port), host)' ;;
  pull) mkdir -p "$OLLAMA_MODELS" && head -c 17825792 /dev/zero > "$OLLAMA_MODELS/$2" ;;
esac
`;
const baseImages = createBaseImages({
  node: { execPath: process.execPath, version: process.version },
  ollama: {
    version: 'test',
    install: async (bin) => {
      await writeFile(join(bin, 'ollama'), OLLAMA);
      await chmod(join(bin, 'ollama'), 0o755);
    },
  },
});

async function build(
  lines: readonly string[],
  files: Record<string, string> = {},
  more: Partial<BuildImageRequest> = {},
) {
  for (const [name, content] of Object.entries({ Dockerfile: lines.join('\n'), ...files })) {
    await mkdir(dirname(join(context, name)), { recursive: true });
    await writeFile(join(context, name), content);
  }
  log = '';
  return await buildImage({
    contextFolder: context,
    dockerfile: 'Dockerfile',
    buildArgs: {},
    target: null,
    noCache: false,
    machineEnv: { NODE: process.execPath },
    signal: new AbortController().signal,
    log: (text) => {
      log += text;
    },
    images,
    baseImages,
    processes,
    ...more,
  });
}

async function run(image: Awaited<ReturnType<typeof build>>, more: Partial<Parameters<typeof startContainer>[0]> = {}) {
  let output = '';
  const child = await startContainer(
    {
      name: 'test',
      image,
      portMap: {},
      onOutput: ({ text }) => {
        output += text;
      },
      ...more,
    },
    { processes },
  );
  return { ...(await child.exited), output };
}

describe('a multi-stage Node image', () => {
  const lines = [
    'ARG V=24',
    'FROM node:${V}-slim AS build',
    'WORKDIR /app',
    'COPY package.json ./',
    "RUN node -e \"fs.writeFileSync('/app/out.js', 'console.log(process.argv[2], process.env.DATA)')\"",
    'RUN printf \'#!/bin/sh\\nexec node /app/out.js "$@"\\n\' > /app/start.sh && chmod +x /app/start.sh',
    'FROM node:24-slim',
    'ENV DATA=/data',
    'WORKDIR /app',
    'COPY --from=build /app/out.js /app/start.sh ./',
    'RUN mkdir /data && echo built > $DATA/x',
    'COPY late.txt .',
    'USER node',
    'ENTRYPOINT ["/app/start.sh"]',
    'CMD ["hello"]',
  ];
  const files = { 'package.json': '{}', 'late.txt': '1' };

  test('is built and runs from its folder', async () => {
    const image = await build(lines, files);
    expect(image.config).toMatchObject({
      user: 'node',
      workdir: '/app',
      entrypoint: ['/app/start.sh'],
      cmd: ['hello'],
    });
    expect(await readFile(join(image.rootfs, 'data/x'), 'utf8')).toBe('built\n');
    expect(await run(image)).toEqual({ code: 0, signal: null, output: `hello ${image.rootfs}/data\n` });
    expect(log).toContain('Step 1/15 : ARG V=24');
    expect(log).toContain('Step 4/15 : COPY package.json ./');
    expect(log).toContain('Successfully built');
  });

  test('comes from the cache in under 2 s when nothing changed, and not where something did', async () => {
    const first = await build(lines, files);
    const startedAtMs = performance.now();
    expect(await build(lines, files)).toEqual(first);
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    expect(log.match(/Using cache/g)).toHaveLength(12);

    const changed = await build(lines, { ...files, 'late.txt': '2' });
    expect(changed.digest).not.toBe(first.digest);
    expect(log).not.toContain('Running in');
    await build(lines, { ...files, 'package.json': '{"a":1}' });
    expect(log.match(/Running in/g)).toHaveLength(3);
  });

  test('--no-cache runs everything again, to the same image', async () => {
    const first = await build(lines, files);
    expect((await build(lines, files, { noCache: true })).digest).toBe(first.digest);
    expect(log.match(/Running in/g)).toHaveLength(3);
  });

  test('a stage that nobody needs is not run', async () => {
    await build(['FROM node:24 AS unused', 'RUN exit 1', 'FROM node:24', 'RUN true']);
    expect(log.match(/Running in/g)).toHaveLength(1);
  });
});

describe('a model image', () => {
  const lines = [
    'FROM ollama/ollama:latest',
    'ENV OLLAMA_HOST=0.0.0.0:8080 OLLAMA_MODELS=/models',
    'ARG MODEL=gemma3:270m',
    'RUN ollama serve & \\',
    '    until "$NODE" -e "fetch(\'http://localhost:8080\').catch(() => process.exit(1))"; do :; done && ollama pull $MODEL',
    'CMD ["serve"]',
  ];

  test('pulls into the image while its server runs on a port of its own, which ends with the RUN', async () => {
    const image = await build(lines);
    expect((await stat(join(image.rootfs, 'models/gemma3:270m'))).size).toBe(17_825_792);
    expect(image.ownedPaths).toContain('/models');
    expect(existsSync('/models')).toBe(false);
    expect(processes.list()).toEqual([]);
    expect(image.config.entrypoint).toEqual(['/bin/ollama']);
  });

  test('shares the weights with its cache, and never with a RUN that may change them', async () => {
    const image = await build(lines);
    expect((await stat(join(image.rootfs, 'models/gemma3:270m'))).nlink).toBeGreaterThan(1);
    const changed = await build([...lines, 'RUN printf x | dd of=/models/gemma3:270m conv=notrunc 2>/dev/null']);
    expect((await readFile(join(changed.rootfs, 'models/gemma3:270m')))[0]).toBe('x'.charCodeAt(0));
    expect((await readFile(join(image.rootfs, 'models/gemma3:270m')))[0]).toBe(0);
    expect((await build(lines)).digest).toBe(image.digest);
  });

  test('serves on the port that it is given', async () => {
    const image = await build(lines);
    const child = await startContainer(
      { name: 'model', image, portMap: { 8080: 0 }, machineEnv: { NODE: process.execPath } },
      { processes },
    );
    expect(processes.list()).toHaveLength(1);
    await child.stop(0);
    expect(processes.list()).toEqual([]);
  });
});

describe('a build that fails says where', () => {
  test.each([
    [
      ['FROM node:24', 'RUN true', 'RUN exit 7'],
      "Dockerfile:3: The command '/bin/sh -c exit 7' returned a non-zero code: 7",
    ],
    [
      ['FROM python:3'],
      'Dockerfile:1: base image python:3 is not available in the local twin; available: ollama/ollama',
    ],
    [['FROM node:18'], 'Dockerfile:1: base image node:18 is not available'],
    [['FROM node:24', '', 'COPY missing /x'], 'Dockerfile:3: "/missing" was not found in the build context'],
    [['FROM node:24', 'COPY --from=nope /a /b'], 'Dockerfile:2: base image nope is not available'],
    [['FROM node:24', 'ADD https://x/y /z'], 'Dockerfile:2: ADD of a URL is not supported'],
    [['FROM node:24', 'RUN no-such-program'], 'returned a non-zero code: 127'],
    [['FROM node:24', 'RUN ["no-such-program"]'], 'Dockerfile:2: '],
    [['FROM node:24', 'RUN apt-get update'], 'returned a non-zero code: 100'],
  ])('%j', async (lines, message) => {
    await expect(build(lines)).rejects.toThrow(message);
    expect(await images.list()).toEqual([]);
  });

  test('what the failed command wrote is in the log', async () => {
    await expect(build(['FROM node:24', 'RUN echo out; echo err >&2; apk add x'])).rejects.toThrow('code: 100');
    expect(log).toContain('out\n');
    expect(log).toContain('err\n');
    expect(log).toContain('apk is not available in the local twin');
  });
});

test('an aborted RUN leaves no process, not even the ones it put in the background', async () => {
  const abort = new AbortController();
  const building = build(['FROM node:24', 'RUN sleep 300 & echo "pid $!"; sleep 300'], {}, { signal: abort.signal });
  building.catch(() => undefined);
  const pid = await vi.waitFor(() => {
    const [, text] = /pid (\d+)\n/.exec(log) ?? [];
    expect(text).toBeDefined();
    return Number(text);
  });
  abort.abort(new Error('cancelled by the test'));
  await expect(building).rejects.toThrow('cancelled by the test');
  expect(processes.list()).toEqual([]);
  // Dead at once; a dead orphan keeps its number until the machine's first process has taken its leave of it.
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 10_000 });
});

test('nothing of the machine leaks into a RUN but what it was given', async () => {
  vi.stubEnv('OLLAMA_SECRET', 'leaked');
  await build(['FROM node:24', 'RUN env'], {}, { machineEnv: { GIVEN: 'yes' } });
  vi.unstubAllEnvs();
  expect(log).not.toContain('leaked');
  expect(log).toContain('GIVEN=yes');
  expect(log).toMatch(/^HOME=.*\/root$/m);
});

test('a cache mount is there for the RUN and not in the image', async () => {
  const image = await build([
    'FROM node:24',
    'RUN --mount=type=cache,target=/cache echo x > /cache/f && cp /cache/f /kept',
  ]);
  expect(existsSync(join(image.rootfs, 'cache'))).toBe(false);
  expect(await readFile(join(image.rootfs, 'kept'), 'utf8')).toBe('x\n');
});

test('a container without its program, or without its folder, is refused with the reason', async () => {
  const image = await build(['FROM node:24', 'WORKDIR /app', 'ENTRYPOINT ["/app/missing"]']);
  await expect(run(image)).rejects.toThrow('exec: "/app/missing": executable file not found');
  await expect(run(image, { argv: ['node', '-v'], workdir: '/nowhere' })).rejects.toThrow(
    '/nowhere is not in the image',
  );
});
