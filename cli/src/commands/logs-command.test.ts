import { deploymentSpec } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { expect, test } from 'vitest';
import { unanswered } from '../api/client-failure.ts';
import { aRefusal } from '../testing/a-failure.ts';
import type { StreamScript } from '../testing/recording-api.ts';
import { runWith } from '../testing/run-with.ts';

const documents = { 'deployments/d1': [aDeployment()] };
const cut = unanswered('CONNECTION_CUT', 'followBuildLog broke off.');
const part =
  (text: string, nextOffsetBytes: number, end: { complete: boolean } | Error): StreamScript =>
  ({ onChunk }) => {
    if (text !== '') onChunk({ text, nextOffsetBytes });
    if (end instanceof Error) throw end;
    return { nextOffsetBytes, ...end };
  };

test('the log is read on from where a stream ended or was cut', async () => {
  const streams = [
    part('one\n', 4, { complete: false }),
    part('two\n', 8, cut),
    part('three\n', 14, { complete: true }),
  ];
  const { code, stdout, sent } = await runWith('logs d1', { documents, streams });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'one\ntwo\nthree\n' });
  expect(sent.map(({ input }) => input)).toEqual(
    [0, 4, 8].map((offsetBytes) => ({ deploymentId: 'd1', build: 'backend', offsetBytes })),
  );
});

test('as JSON the whole log is in the document', async () => {
  const streams = [part('one\n', 4, { complete: true })];
  const { stdout, stderr } = await runWith('logs d1 --image agent --json', { documents, streams });
  expect(JSON.parse(stdout)).toEqual({ deploymentId: 'd1', image: 'agent', log: 'one\n' });
  expect(stderr).toBe('one\n');
});

test('an image that was not built is said to have no log', async () => {
  const spec = deploymentSpec.parse({ scope: 'agent' });
  const { code, stdout } = await runWith('logs d1', {
    documents: { 'deployments/d1': [aDeployment({ spec })] },
    streams: [part('', 0, { complete: true })],
  });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'Deployment d1 has no log of the agent: that image was not built.\n',
  });
});

test('a connection that brings nothing is not tried for ever', async () => {
  expect(await runWith('logs d1', { documents, streams: [part('', 0, cut)] })).toMatchObject({ code: 1 });
  expect(await runWith('logs d1', { documents, streams: [part('a\n', 2, aRefusal())] })).toMatchObject({ code: 3 });
  expect(await runWith('logs d1')).toMatchObject({ code: 3, sent: [] });
});

test('Ctrl-C ends the command', async () => {
  const outcome = await runWith('logs d1', (press) => ({
    documents,
    streams: [
      () => {
        press();
        throw aRefusal({ code: 'cancelled', reason: 'CANCELLED' });
      },
    ],
  }));
  expect(outcome).toMatchObject({ code: 130, stderr: '\nThe build goes on.\n' });
});
