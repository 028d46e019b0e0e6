import type { Firestore } from 'firebase/firestore';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../session/session.ts';
import type { AlertData } from './alert-data.ts';
import type { CallableClient } from './callable-client.ts';
import type { CapacityData } from './capacity-data.ts';
import type { ChatData } from './chat-data.ts';
import type { ConsoleData } from './console-data.ts';
import type { LoadData } from './load-data.ts';
import type { TimelineData } from './timeline-data.ts';

/** What pages work with: reads, calls and who is signed in. */
export interface Api {
  readonly data: ConsoleData;
  readonly loads: LoadData;
  readonly timeline: TimelineData;
  readonly alerts: AlertData;
  readonly chats: ChatData;
  /** Made by whoever reads it: its schemas are not part of the first load. */
  readonly capacity: (create: (firestore: Firestore) => CapacityData) => CapacityData;
  readonly callables: CallableClient;
  readonly session: Session;
  readonly projectId: string;
  /** On one machine: sign-in is one click, and nothing reaches a cloud. */
  readonly isLocal: boolean;
}

export const ApiContext = createContext<Api | null>(null);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('There is no ApiContext above this component.');
  return api;
}
