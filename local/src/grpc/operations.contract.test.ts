import { ServicesClient } from '@google-cloud/run';
import { status } from '@grpc/grpc-js';
import * as gax from 'google-gax';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { packAny } from './descriptors.ts';
import { type GrpcServer, startGrpcServer } from './grpc-server.ts';
import { createOperations, type Operations } from './operations.ts';

const { CancelOperationRequest, DeleteOperationRequest, GetOperationRequest, ListOperationsRequest } =
  gax.operationsProtos.google.longrunning;
const NAME = 'projects/demo/locations/europe-west1/operations/1';
const GLOBAL = 'operations/build/demo/Mg==';

let operations: Operations;
let server: GrpcServer;
let services: ServicesClient;
beforeEach(async () => {
  operations = createOperations();
  server = await startGrpcServer({ port: 0, register: [(to) => operations.register(to)] });
  services = new ServicesClient({
    servicePath: '127.0.0.1',
    port: server.port,
    sslCreds: gax.grpc.credentials.createInsecure(),
    authClient: new gax.googleAuthLibrary.PassThroughClient(),
  });
  operations.put({ name: NAME, done: false, metadata: packAny('run', 'google.cloud.run.v2.Service', { name: 'zoo' }) });
  operations.put({ name: GLOBAL, done: true, error: { code: status.ABORTED, message: 'overtaken' } });
});
afterEach(async () => {
  await services.close();
  await server[Symbol.asyncDispose]();
});

const client = () => services.operationsClient;
const listed = async (name: string) => {
  const names: unknown[] = [];
  for await (const operation of client().listOperationsAsync(new ListOperationsRequest({ name }))) {
    names.push((operation as { readonly name: string }).name);
  }
  return names;
};

describe('GetOperation', () => {
  test('serialisation: metadata is packed under its type, an error has code and message', async () => {
    const [working] = await client().getOperation(new GetOperationRequest({ name: NAME }));
    expect(working).toMatchObject({
      name: NAME,
      done: false,
      metadata: { type_url: 'type.googleapis.com/google.cloud.run.v2.Service' },
    });
    const [failed] = await client().getOperation(new GetOperationRequest({ name: GLOBAL }));
    expect(failed).toMatchObject({ done: true, error: { code: status.ABORTED, message: 'overtaken' } });
  });

  test('validation: one that is not there is NOT_FOUND', async () => {
    await expect(client().getOperation(new GetOperationRequest({ name: 'operations/nope' }))).rejects.toMatchObject({
      code: status.NOT_FOUND,
      message: expect.stringContaining('Operation operations/nope was not found.'),
    });
  });

  test('behaviour: it shows what became of it', async () => {
    operations.put({
      name: NAME,
      done: true,
      response: packAny('run', 'google.cloud.run.v2.Service', { name: 'zoo' }),
    });
    expect((await client().getOperation(new GetOperationRequest({ name: NAME })))[0].done).toBe(true);
  });
});

test('ListOperations gives those of a place, and of no place', async () => {
  expect(await listed('projects/demo/locations/europe-west1')).toEqual([NAME]);
  expect(await listed('operations')).toEqual([GLOBAL]);
  expect(await listed('projects/demo/locations/us-east4')).toEqual([]);
});

test('CancelOperation reaches who works on it, and nobody once it is done', async () => {
  const cancel = vi.fn();
  operations.onCancel(NAME, cancel);
  await client().cancelOperation(new CancelOperationRequest({ name: NAME }));
  expect(cancel).toHaveBeenCalledTimes(1);
  operations.put({ name: NAME, done: true });
  await client().cancelOperation(new CancelOperationRequest({ name: NAME }));
  expect(cancel).toHaveBeenCalledTimes(1);
  await expect(client().cancelOperation(new CancelOperationRequest({ name: 'operations/nope' }))).rejects.toMatchObject(
    { code: status.NOT_FOUND },
  );
});

test('DeleteOperation forgets it', async () => {
  await client().deleteOperation(new DeleteOperationRequest({ name: NAME }));
  await expect(client().getOperation(new GetOperationRequest({ name: NAME }))).rejects.toMatchObject({
    code: status.NOT_FOUND,
  });
});

test('a service that the twin does not have is UNIMPLEMENTED', async () => {
  await expect(services.getService({ name: 'projects/demo/locations/l/services/zoo' })).rejects.toMatchObject({
    code: status.UNIMPLEMENTED,
  });
});
