import { effect } from '@preact/signals';
import { deploymentEventPath, deploymentPath, servicePath } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { deleteApp, initializeApp } from 'firebase/app';
import {
  connectFirestoreEmulator,
  deleteDoc,
  doc,
  type Firestore,
  initializeFirestore,
  setDoc,
} from 'firebase/firestore';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { createConsoleData } from './console-data.ts';
import type { Live, LiveState } from './live-state.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `127.0.0.1:PORT` of the Firestore emulator that the whole run shares. */
    readonly firestoreHost: string;
  }
}

const app = initializeApp({ projectId: 'demo-console-data', apiKey: 'local' }, 'console-data');
let firestore: Firestore;

beforeAll(() => {
  const { hostname, port } = new URL(`http://${inject('firestoreHost')}`);
  firestore = initializeFirestore(app, {});
  connectFirestoreEmulator(firestore, hostname, Number(port), { mockUserToken: 'owner' });
});

afterAll(() => deleteApp(app));

/** Follows something for as long as the test runs. */
function follow<T>(live: Live<T>): () => LiveState<T> {
  onTestFinished(effect(() => void live.state.value));
  return () => live.state.value;
}

const put = (path: string, data: object) => setDoc(doc(firestore, path), data);

test('a document is followed from its absence over its changes', async () => {
  const state = follow(createConsoleData(firestore).deployment('follow'));
  await vi.waitFor(() => expect(state()).toEqual({ kind: 'missing' }));
  const first = aDeployment({ id: 'follow' });
  await put(deploymentPath('follow'), first);
  await vi.waitFor(() => expect(state()).toEqual({ kind: 'ready', value: first }));
  await put(deploymentPath('follow'), { ...first, status: 'live' });
  await vi.waitFor(() => expect(state()).toMatchObject({ value: { status: 'live' } }));
  await deleteDoc(doc(firestore, deploymentPath('follow')));
});

test.each(['../x', 'a/b', '', 'Übung'])('the id "%s" out of an address names no deployment', (id) => {
  expect(follow(createConsoleData(firestore).deployment(id))()).toEqual({ kind: 'missing' });
});

test('a document of another version is told, not shown', async () => {
  await put(deploymentPath('strange'), { id: 'strange' });
  const state = follow(createConsoleData(firestore).deployment('strange'));
  await vi.waitFor(() => expect(state()).toMatchObject({ failure: { reason: 'DOCUMENT_UNREADABLE' } }));
  await deleteDoc(doc(firestore, deploymentPath('strange')));
});

test('in a list what cannot be read does not hide the rest', async () => {
  const service = aLiveService('agent');
  await put(servicePath(service.region, service.name), service);
  await put(servicePath(service.region, 'strange'), { kind: 'robot' });
  const state = follow(createConsoleData(firestore).services());
  await vi.waitFor(() =>
    expect(state()).toEqual({
      kind: 'ready',
      value: { items: [service], unreadableIds: [`${service.region}~strange`] },
    }),
  );
});

test('deployments come newest first, by status, and page by page without gap or repetition', async () => {
  const data = createConsoleData(firestore);
  // Two of the same millisecond: the id decides.
  const at = (second: number) => `2026-03-01T10:00:0${second}.000Z`;
  const made = [
    aDeployment({ id: 'p1', createdAt: at(1), status: 'live' }),
    aDeployment({ id: 'p2', createdAt: at(2), status: 'failed' }),
    aDeployment({ id: 'p3', createdAt: at(2), status: 'live' }),
    aDeployment({ id: 'p4', createdAt: at(4), status: 'live' }),
  ];
  for (const deployment of made) await put(deploymentPath(deployment.id), deployment);
  const ids = (list: { readonly items: readonly { readonly id: string }[] }) => list.items.map(({ id }) => id);

  const newest = follow(data.newestDeployments({ status: null, count: 2 }));
  await vi.waitFor(() => expect(newest()).toMatchObject({ value: { items: [{ id: 'p4' }, { id: 'p3' }] } }));
  const third = { id: 'p3', createdAt: at(2) };
  expect(ids(await data.olderDeployments({ status: null, count: 2 }, third))).toEqual(['p2', 'p1']);
  expect(ids(await data.olderDeployments({ status: 'live', count: 2 }, third))).toEqual(['p1']);
});

test('events are the last ones, newest first', async () => {
  for (const seq of [0, 1, 2]) {
    const at = '2026-03-01T10:00:00.000Z';
    await put(deploymentEventPath('ev', seq), { seq, at, step: null, level: 'info', message: `no. ${seq}` });
  }
  const state = follow(createConsoleData(firestore).deploymentEvents('ev', 2));
  await vi.waitFor(() => expect(state()).toMatchObject({ value: { items: [{ seq: 2 }, { seq: 1 }] } }));
});
