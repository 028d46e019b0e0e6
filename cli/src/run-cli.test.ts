import { expect, test } from 'vitest';
import { unanswered } from './api/client-failure.ts';
import { UsageError } from './command-line/usage-error.ts';
import { COMMANDS } from './commands/commands.ts';
import { aRefusal } from './testing/a-failure.ts';
import { runWith } from './testing/run-with.ts';

const FILES = { 'bad.json': '{', 'list.json': '[]', 'odd.json': '{"colour":"red"}', 'no-tasks.json': '{"name":"x"}' };

test.each([
  ['--json=yes status', "'--json' does not take an argument"],
  ['--local', 'No command given.'],
  ['frobnicate', 'There is no command "frobnicate".'],
  ['load', 'load is followed by one of start, stop, show, compare.'],
  ['load frobnicate', 'load is followed by one of'],
  ['status more', 'status: "more" is one word too many.'],
  ['status --fast', "Unknown option '--fast'"],
  ['status --as king', '--as takes one of viewer, operator, owner, not "king".'],
  ['status --project UPPER', '--project takes a project id, not "UPPER".'],
  ['status --project evil.example/x', '--project takes a project id'],
  ['status --project demo-proving-ground', 'use --local'],
  ['status --project some-project --local', 'exclude each other'],
  ['status --project some-project --state .other', 'exclude each other'],
  ['history --limit many', '--limit takes a number, not "many".'],
  ['history --limit 0', '--limit: Too small'],
  ['history --limit 1.5', '--limit: Invalid input'],
  ['deploy --spec none.json', '--spec none.json cannot be read: there is no such file'],
  ['deploy --spec bad.json', '--spec bad.json is not JSON'],
  ['deploy --spec list.json', 'list.json: Invalid input'],
  ['deploy --spec odd.json', 'spec: Unrecognized key: "colour"'],
  ['deploy --model gpt', 'spec.model: Invalid option'],
  ['deploy --region mars', '--region.0: Invalid option'],
  ['deploy --scope half', 'spec.scope: Invalid option'],
  ['deploy --env novalue', '--env takes KEY=VALUE, not "novalue".'],
  ['deploy --env =value', '--env takes KEY=VALUE'],
  ['deploy --env PORT=1', 'spec.agent.env.PORT'],
  ['deploy --key short', '--key: Use 8 to 64 letters'],
  ['deploy --model', "'--model <value>' argument missing"],
  ['logs', 'logs: DEPLOYMENT is missing.'],
  ['logs a/b', 'DEPLOYMENT: That is not a deployment id.'],
  ['logs d1 --image both', '--image takes one of backend, agent, not "both".'],
  ['chat --json', 'chat: --json needs a QUESTION.'],
  ['chat hello --region mars', '--region takes one of'],
  ['chat hello --agent No', '--agent: Use 1 to 36'],
  ['rollback', 'rollback: DEPLOYMENT is missing.'],
  ['rollback d1 d2', '"d2" is one word too many'],
  ['rollback ../x', 'DEPLOYMENT: That is not a deployment id.'],
  ['promote d1 --key no', '--key: Use 8 to 64 letters'],
  ['cancel', 'cancel: DEPLOYMENT is missing.'],
  ['load start --users 0', 'spec.load.users: Too small'],
  ['load start --users many', '--users takes a number, not "many".'],
  ['load start --spawn-rate 0', 'spec.load.spawnRatePerSecond: Too small'],
  ['load start --rate 5 --users 5', '--rate is instead of users'],
  ['load start --duration 999999', 'spec.durationSeconds: Too big'],
  ['load start --slo p95<2', 'spec.slo: "p95" is no figure'],
  ['load start --scenario nowhere', '--scenario nowhere is neither a file nor one of codelab'],
  ['load start --scenario ./none.json', '--scenario ./none.json cannot be read'],
  ['load start --scenario no-tasks.json', 'no-tasks.json.tasks'],
  ['load start --shards 99', '--shards: Too big'],
  ['load stop', 'load stop: ID is missing.'],
  ['load stop a/b', 'ID: That is not the id of a load test.'],
  ['load show', 'load show: ID is missing.'],
  ['load compare l1', 'load compare: NEXT is missing.'],
])('"%s" is refused with the usage and the reason, before anybody signs in', async (line, reason) => {
  const outcome = await runWith(line, { files: FILES });
  expect(outcome).toMatchObject({ code: 2, connections: [], sent: [] });
  expect(outcome.stderr).toContain(reason);
  expect(outcome.stderr).toContain('npm run pg -- COMMAND');
});

test('a note of two lines is refused', async () => {
  const outcome = await runWith(['load', 'start', '--note', 'one\ntwo']);
  expect(outcome).toMatchObject({ code: 2, sent: [] });
  expect(outcome.stderr).toContain('--note: A note is one line.');
});

test.each([[[]], [['--help']]])('%j prints how every command is used', async (argv) => {
  const { code, stdout, stderr } = await runWith(argv);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  for (const { name } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
});

test('--help after a command prints how that one is used, and does nothing', async () => {
  const { code, stdout, connections } = await runWith('rollback --help');
  expect({ code, connections }).toEqual({ code: 0, connections: [] });
  expect(stdout).toContain('rollback DEPLOYMENT');
  expect(stdout).not.toContain('promote');
});

test('global options are understood before and after the command', async () => {
  const lists = { services: [], deployments: [], loadTests: [] };
  const before = await runWith('--json --state .other status --as viewer', { lists });
  const after = await runWith('status --as viewer --json --state .other', { lists });
  expect(before.connections).toEqual([{ json: true, help: false, project: null, stateFolder: '.other', as: 'viewer' }]);
  expect(after).toEqual(before);
});

test.each([
  [aRefusal(), 3, 'Deployment d0 is at work. (DEPLOYMENT_IN_PROGRESS)\nNext: Wait until it has ended.\n'],
  [unanswered('NOT_REACHED', 'status got no answer.'), 1, 'status got no answer. (NOT_REACHED)'],
  [new UsageError('PG_API_KEY is missing.'), 2, 'PG_API_KEY is missing.'],
  [new Error('a mistake'), 1, 'Error: a mistake'],
])('%s while signing in ends with exit code %i', async (connectError, code, text) => {
  const outcome = await runWith('status', { connectError });
  expect(outcome).toMatchObject({ code, stdout: '' });
  expect(outcome.stderr).toContain(text);
});

test('under --json a refusal is the one document on stdout too', async () => {
  const refusal = aRefusal({ logTail: ['last line'] });
  const { stdout, stderr } = await runWith('status --json', { connectError: refusal });
  expect(JSON.parse(stdout)).toEqual({ failure: refusal.record });
  expect(stderr).toContain('The end of the log:\n  last line\n');
  const usage = await runWith('status --json more');
  expect(JSON.parse(usage.stdout)).toMatchObject({ failure: { reason: 'USAGE' } });
});
