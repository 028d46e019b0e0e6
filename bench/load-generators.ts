import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SAMPLE_QUESTIONS } from '../shared/src/index.ts';
import type { Command } from './cpu-of.ts';
import { PEER_FILES, PEER_VERSIONS } from './load-peers.ts';

export interface Work {
  readonly url: string;
  readonly users: number;
  readonly requests: number;
  readonly stream: boolean;
}

export interface Generator {
  readonly name: string;
  /** Whether it can tell one event of a streamed answer from the next. */
  readonly streams: boolean;
  /** The file without which it cannot run, because the peer has not been installed; null when nothing is missing. */
  missing(): string | null;
  command(work: Work): Command;
}

const SCRIPTS = {
  shard: fileURLToPath(new URL('./load-shard.ts', import.meta.url)),
  locust: fileURLToPath(new URL('./peers/locustfile.py', import.meta.url)),
  k6: fileURLToPath(new URL('./peers/ask.k6.js', import.meta.url)),
} as const;
const missing = (file: string) => (): string | null => (existsSync(file) ? null : file);
const environment = ({ url, users, requests, stream }: Work): Readonly<Record<string, string>> => ({
  BENCH_TARGET: url,
  BENCH_USERS: String(users),
  BENCH_REQUESTS: String(requests),
  BENCH_STREAM: stream ? '1' : '0',
  BENCH_QUESTIONS: SAMPLE_QUESTIONS.join('\n'),
});

export const OUR_GENERATOR: Generator = {
  name: 'our shard',
  streams: true,
  missing: () => null,
  command: ({ url, users, requests, stream }) => ({
    argv: [
      ...[process.execPath, SCRIPTS.shard, '--target', url],
      ...['--users', String(users), '--requests', String(requests), ...(stream ? ['--stream'] : [])],
    ],
  }),
};

const locust = (userClass: 'HttpAsker' | 'FastHttpAsker'): Generator => ({
  name: `Locust ${PEER_VERSIONS.locust} ${userClass === 'HttpAsker' ? 'HttpUser' : 'FastHttpUser'}`,
  streams: true,
  missing: missing(PEER_FILES.locust),
  command: (work) => ({
    argv: [
      ...[PEER_FILES.locust, '-f', SCRIPTS.locust, userClass, '--headless', '--only-summary'],
      // The time is a limit alone: the file ends the run after the last answer.
      ...['-u', String(work.users), '-r', String(work.users), '-H', work.url, '-t', '300s'],
    ],
    env: environment(work),
  }),
});

const k6: Generator = {
  name: `k6 ${PEER_VERSIONS.k6}`,
  streams: false,
  missing: missing(PEER_FILES.k6),
  command: (work) => ({
    argv: [PEER_FILES.k6, 'run', '--quiet', '--no-usage-report', SCRIPTS.k6],
    env: environment(work),
  }),
};

const autocannon: Generator = {
  name: `autocannon ${PEER_VERSIONS.autocannon}`,
  streams: false,
  missing: missing(PEER_FILES.autocannon),
  command: ({ url, users, requests }) => ({
    argv: [
      ...[process.execPath, PEER_FILES.autocannon, '-n', '-c', String(users), '-a', String(requests)],
      // It knows no sessions: one body, always the same.
      ...['-m', 'POST', '-H', 'content-type=application/json', '-b', ONE_BODY, `${url}/run`],
    ],
  }),
};

const ONE_BODY = JSON.stringify({
  app_name: 'production_agent',
  user_id: '7f1c1b4c-2f5a-4a47-9a3e-1c5a0c7f3b11',
  session_id: 'a0a5f0be-3d0e-4c39-8f2b-5b0c4f2b9d02',
  new_message: { role: 'user', parts: [{ text: SAMPLE_QUESTIONS[0] }] },
});

export const GENERATORS: readonly Generator[] = [
  OUR_GENERATOR,
  locust('HttpAsker'),
  locust('FastHttpAsker'),
  k6,
  autocannon,
];
