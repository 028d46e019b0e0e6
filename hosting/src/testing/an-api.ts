import { signal } from '@preact/signals';
import { Failure, type Role, roleIncludes } from '@proving-ground/shared';
import type { AlertData } from '../api/alert-data.ts';
import type { Api } from '../api/api-context.ts';
import type { CallableClient } from '../api/callable-client.ts';
import type { CapacityData } from '../api/capacity-data.ts';
import type { ChatData } from '../api/chat-data.ts';
import type { ConsoleData } from '../api/console-data.ts';
import type { Live, LiveList, LiveState } from '../api/live-state.ts';
import type { LoadData } from '../api/load-data.ts';
import type { TimelineData } from '../api/timeline-data.ts';
import type { Session } from '../session/session.ts';
import type { SessionState } from '../session/session-state.ts';
import { aFailure } from './a-failure.ts';

export const ACCOUNT = { uid: 'u1', email: 'someone@example.com', name: 'Someone' };

/** Something live that stays as it is. */
export function live<T>(state: LiveState<T>): Live<T> {
  return { state: signal(state), retry: () => undefined };
}

export function ready<T>(value: T): Live<T> {
  return live({ kind: 'ready', value });
}

export function list<T>(...items: readonly T[]): Live<LiveList<T>> {
  return ready({ items, unreadableIds: [] });
}

/** Nothing stored and nobody answering; the test says what there is. */
export function anApi(
  part: {
    readonly data?: Partial<ConsoleData>;
    readonly loads?: Partial<LoadData>;
    readonly chats?: Partial<ChatData>;
    readonly timeline?: Partial<TimelineData>;
    readonly alerts?: Partial<AlertData>;
    readonly capacity?: Partial<CapacityData>;
    readonly callables?: Partial<CallableClient>;
    readonly role?: Role;
    readonly state?: SessionState;
    readonly session?: Partial<Session>;
    readonly isLocal?: boolean;
  } = {},
): Api {
  const refuse = () => Promise.reject(new Failure(aFailure()));
  const state = part.state ?? { kind: 'ready', account: ACCOUNT, role: part.role ?? 'owner' };
  return {
    projectId: 'demo-project',
    isLocal: part.isLocal ?? true,
    data: {
      services: () => list(),
      agentVersions: () => list(),
      spending: () => live({ kind: 'missing' }),
      prices: () => live({ kind: 'missing' }),
      deployment: () => live({ kind: 'missing' }),
      release: () => list(),
      deploymentEvents: () => list(),
      newestDeployments: () => list(),
      olderDeployments: () => Promise.resolve({ items: [], unreadableIds: [] }),
      ...part.data,
    },
    loads: {
      loadTest: () => live({ kind: 'missing' }),
      observations: () => list(),
      figures: () => live({ kind: 'missing' }),
      newestLoadTests: () => list(),
      olderLoadTests: () => Promise.resolve({ items: [], unreadableIds: [] }),
      targets: () => list(),
      schedules: () => list(),
      ...part.loads,
    },
    timeline: {
      newest: () => list(),
      older: () => Promise.resolve({ items: [], unreadableIds: [] }),
      ...part.timeline,
    },
    alerts: {
      status: () => live({ kind: 'missing' }),
      settings: () => live({ kind: 'missing' }),
      openIncidents: () => list(),
      incidents: () => list(),
      notifications: () => list(),
      healthDays: () => list(),
      ...part.alerts,
    },
    chats: {
      chats: () => list(),
      chat: () => live({ kind: 'missing' }),
      turns: () => list(),
      feedback: () => list(),
      ...part.chats,
    },
    capacity: () => ({
      search: () => live({ kind: 'missing' }),
      newestSearches: () => list(),
      olderSearches: () => Promise.resolve({ items: [], unreadableIds: [] }),
      ...part.capacity,
    }),
    callables: { call: refuse, stream: refuse, ...part.callables },
    session: {
      state: signal(state),
      signInWithGoogle: () => Promise.resolve(),
      signInAs: () => Promise.resolve(),
      signOut: () => Promise.resolve(),
      checkAgain: () => Promise.resolve(),
      may: (needed) => state.kind === 'ready' && roleIncludes(state.role, needed),
      ...part.session,
    },
  };
}
