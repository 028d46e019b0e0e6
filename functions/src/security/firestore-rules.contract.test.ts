import { readFile } from 'node:fs/promises';
import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestEnvironment,
  type TokenOptions,
} from '@firebase/rules-unit-testing';
import {
  ALERT_STATUS_PATH,
  agentPath,
  agentVersionPath,
  agentVersionsPath,
  answerFeedbackPath,
  COLLECTIONS,
  capacitySearchPath,
  chatPath,
  chatTurnPath,
  chatTurnsPath,
  deploymentEventPath,
  deploymentEventsPath,
  deploymentPath,
  healthDayPath,
  incidentPath,
  loadFiguresPath,
  loadObservationPath,
  loadSchedulePath,
  loadShardPath,
  loadTargetPath,
  loadTestPath,
  mailPath,
  notificationPath,
  SETTINGS_PATHS,
  servicePath,
  timelinePath,
  WEBHOOK_SECRET_PATH,
} from '@proving-ground/shared';
import { afterAll, beforeAll, describe, inject, test, vi } from 'vitest';

/** Documents of each kind that a person may read, as far as their roles go. */
const READABLE = {
  'a deployment': deploymentPath('abc'),
  'an event of a deployment': deploymentEventPath('abc', 1),
  'a service': servicePath('europe-west1', 'my-agent'),
  'an agent': agentPath('my-agent'),
  'a version of an agent': agentVersionPath('my-agent', 1),
  'an entry of the history': timelinePath('act~1'),
  'a load test': loadTestPath('abc'),
  'what was observed of a load test': loadObservationPath('abc', 'agent'),
  'the figures of a load test': loadFiguresPath('abc'),
  'the target of load tests': loadTargetPath('europe-west1', 'my-agent'),
  'a schedule': loadSchedulePath('abc'),
  'a capacity search': capacitySearchPath('abc'),
  'the settings of spending': SETTINGS_PATHS.spending,
  'what is watched': ALERT_STATUS_PATH,
  'an alert': incidentPath('abc'),
  'a notification': notificationPath('abc'),
  'a day of health': healthDayPath('europe-west1', 'my-agent', '2026-03-01'),
  'what somebody thought of an answer': answerFeedbackPath('abc', 0),
  'a chat of their own': chatPath('mine'),
  'a turn of a chat of their own': chatTurnPath('mine', 0),
} as const;
const HIDDEN = {
  'the secret of webhooks': WEBHOOK_SECRET_PATH,
  'an e-mail': mailPath('abc'),
  'a document of an unknown collection': 'secrets/one',
  'a document beside the events': 'deployments/abc/private/one',
  'a document below an event': `${deploymentEventPath('abc', 1)}/deeper/one`,
  'a shard of a load test': loadShardPath('abc', 0),
  'a chat of somebody else': chatPath('theirs'),
  'a turn of a chat of somebody else': chatTurnPath('theirs', 0),
  'a session of the agent': 'adk-session/production_agent/users/uid-1/sessions/one',
} as const;

/** Beside what everybody with a role may read. */
const FOR_OWNERS = SETTINGS_PATHS.alerts;

const VERIFIED = { email: 'me@example.com', email_verified: true };
const READERS = {
  viewer: { ...VERIFIED, role: 'viewer' },
  operator: { ...VERIFIED, role: 'operator' },
  owner: { ...VERIFIED, role: 'owner' },
} as const;
const OTHERS = {
  'somebody signed in without a role': VERIFIED,
  'an owner whose address is not verified': { ...VERIFIED, email_verified: false, role: 'owner' },
  'somebody with a role that is none of ours': { ...VERIFIED, role: 'admin' },
  'somebody with a list of roles': { ...VERIFIED, role: ['owner'] },
} as const;

let environment: RulesTestEnvironment;
beforeAll(async () => {
  // The client reports each refusal there, and refusals are what is tested.
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  const [host = '', port] = inject('firestoreHost').split(':');
  const rules = await readFile(new URL('../../../firestore.rules', import.meta.url), 'utf8');
  environment = await initializeTestEnvironment({
    projectId: 'demo-rules',
    firestore: { rules, host, port: Number(port) },
  });
  await environment.withSecurityRulesDisabled(async (admin) => {
    const db = admin.firestore();
    for (const path of [...Object.values(READABLE), ...Object.values(HIDDEN), FOR_OWNERS]) {
      // A turn says nothing of its owner: its chat does.
      const ownerUid = path === chatPath('mine') ? 'uid-1' : 'uid-2';
      await db.doc(path).set({ status: 'running', createdAt: '2026-03-01T12:00:00.000Z', seq: 1, ownerUid });
    }
  });
});
afterAll(() => environment.cleanup());

const signedIn = (token: TokenOptions) => environment.authenticatedContext('uid-1', token).firestore();
const signedOut = () => environment.unauthenticatedContext().firestore();

describe.each(Object.entries(READERS))('a %s', (_who, token) => {
  test.each(Object.entries(READABLE))('may read %s', async (_what, path) => {
    await assertSucceeds(signedIn(token).doc(path).get());
  });

  test.each(Object.entries(HIDDEN))('may not read %s', async (_what, path) => {
    await assertFails(signedIn(token).doc(path).get());
  });

  test.each(Object.entries({ ...READABLE, ...HIDDEN }))('may not change, delete or add %s', async (_what, path) => {
    const db = signedIn(token);
    await assertFails(db.doc(path).update({ status: 'live' }));
    await assertFails(db.doc(path).set({ status: 'live' }, { merge: true }));
    await assertFails(db.doc(path).delete());
    await assertFails(db.doc(`${path}x`).set({ status: 'live' }));
  });

  test('may ask what the console asks', async () => {
    const db = signedIn(token);
    const deployments = db.collection(COLLECTIONS.deployments);
    await assertSucceeds(deployments.orderBy('createdAt', 'desc').limit(25).get());
    await assertSucceeds(deployments.where('status', '==', 'running').orderBy('createdAt', 'desc').limit(25).get());
    await assertSucceeds(db.collection(COLLECTIONS.services).get());
    const tests = db.collection(COLLECTIONS.loadTests);
    await assertSucceeds(tests.orderBy('createdAt', 'desc').limit(25).get());
    await assertSucceeds(tests.where('target.agent.name', '==', 'a').orderBy('createdAt', 'desc').limit(25).get());
    await assertSucceeds(db.collection(COLLECTIONS.loadTargets).get());
    await assertSucceeds(db.collection(COLLECTIONS.loadSchedules).orderBy('createdAt', 'desc').get());
    await assertSucceeds(db.collection(agentVersionsPath('my-agent')).orderBy('version', 'desc').limit(50).get());
    const timeline = db.collection(COLLECTIONS.timeline);
    await assertSucceeds(
      timeline.where('words', 'array-contains', 'live').orderBy('createdAt', 'desc').limit(50).get(),
    );
    await assertSucceeds(db.collection(COLLECTIONS.incidents).where('state', '==', 'open').get());
    await assertSucceeds(db.collection(COLLECTIONS.incidents).orderBy('openedAt', 'desc').limit(50).get());
    await assertSucceeds(db.collection(COLLECTIONS.notifications).orderBy('createdAt', 'desc').limit(50).get());
    await assertSucceeds(db.collection(COLLECTIONS.health).limit(8).get());
    await assertSucceeds(db.collection(COLLECTIONS.capacitySearches).orderBy('createdAt', 'desc').get());
    await assertSucceeds(db.collection(deploymentEventsPath('abc')).orderBy('seq', 'desc').limit(50).get());
  });

  test("may list their own chats, and nobody else's", async () => {
    const chats = signedIn(token).collection(COLLECTIONS.chats);
    await assertSucceeds(chats.where('ownerUid', '==', 'uid-1').orderBy('updatedAt', 'desc').limit(50).get());
    await assertFails(chats.where('ownerUid', '==', 'uid-2').orderBy('updatedAt', 'desc').limit(50).get());
    await assertFails(chats.limit(50).get());
    await assertSucceeds(signedIn(token).collection(chatTurnsPath('mine')).get());
    await assertFails(signedIn(token).collection(chatTurnsPath('theirs')).get());
    await assertFails(signedIn(token).collectionGroup('turns').get());
  });

  test('may learn that a chat is not there', async () => {
    await assertSucceeds(signedIn(token).doc(chatPath('nothing')).get());
    await assertFails(signedIn(token).doc(chatTurnPath('nothing', 0)).get());
  });

  test('may not ask across all deployments for whatever is called private or events', async () => {
    await assertFails(signedIn(token).collectionGroup('private').get());
    await assertFails(signedIn(token).collectionGroup('events').get());
    await assertFails(signedIn(token).collectionGroup('shards').get());
    await assertFails(signedIn(token).collectionGroup('figures').get());
    await assertFails(signedIn(token).collectionGroup('versions').get());
  });
});

describe('the settings of alerts', () => {
  test('are for owners', async () => {
    await assertSucceeds(signedIn(READERS.owner).doc(FOR_OWNERS).get());
    for (const who of [READERS.viewer, READERS.operator, ...Object.values(OTHERS)]) {
      await assertFails(signedIn(who).doc(FOR_OWNERS).get());
    }
    await assertFails(signedOut().doc(FOR_OWNERS).get());
  });

  test('are written by nobody', async () => {
    await assertFails(signedIn(READERS.owner).doc(FOR_OWNERS).set({ enabled: false }, { merge: true }));
  });
});

const STRANGERS = { 'somebody signed out': signedOut, ...mapped(OTHERS, (token) => () => signedIn(token)) };

describe.each(Object.entries(STRANGERS))('%s', (_who, open) => {
  test.each(Object.entries({ ...READABLE, ...HIDDEN }))('may not read %s', async (_what, path) => {
    await assertFails(open().doc(path).get());
  });

  test.each(Object.entries({ ...READABLE, ...HIDDEN }))('may not write %s', async (_what, path) => {
    await assertFails(open().doc(path).set({ status: 'live' }, { merge: true }));
    await assertFails(open().doc(path).delete());
  });

  test('may not list anything', async () => {
    await assertFails(open().collection(COLLECTIONS.deployments).limit(1).get());
    await assertFails(open().collection(COLLECTIONS.services).limit(1).get());
  });
});

function mapped<K extends string, V, R>(record: Readonly<Record<K, V>>, change: (value: V) => R): Record<K, R> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, change(value)])) as Record<K, R>;
}
