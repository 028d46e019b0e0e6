import { randomUUID } from 'node:crypto';
import {
  ACTS,
  type ActStatus,
  type CallableName,
  type CallableRequest,
  Failure,
  type TimelineArea,
  type TimelineEntry,
  timelinePath,
  wordsOf,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import type { Caller } from '../platform/identify-caller.ts';
import { cloudLog } from '../platform/log.ts';
import { firestore } from '../store/firestore.ts';

/** How an act that is on record went; the act itself is over by then, so that failing to write it is only logged. */
export type EndAct = (how: 'done' | 'failed' | Failure) => Promise<void>;

/** Keeps who did what. */
export interface ActLog {
  /** Before it is done, so that nothing is ever done without a trace. Null where the history knows it by its record.
   * @throws Error when it cannot be written: then it must not be done */
  begin<N extends CallableName>(name: N, request: CallableRequest<N>, caller: Caller): Promise<EndAct | null>;
  /** Something that has been done already. */
  add(
    act: { readonly area: TimelineArea; readonly title: string; readonly path: string },
    caller: Caller,
  ): Promise<void>;
}

export function createActLog(db: () => Firestore, now: () => Date): ActLog {
  const write = async (entry: TimelineEntry) => void (await db().doc(timelinePath(entry.id)).set(entry));
  const entryOf = (act: Parameters<ActLog['add']>[0], { uid, email }: Caller, status: ActStatus): TimelineEntry => {
    const at = now().toISOString();
    return {
      id: `act~${randomUUID()}`,
      createdAt: at,
      endedAt: status === 'asked' ? null : at,
      area: act.area,
      title: act.title.slice(0, 300),
      detail: '',
      status,
      actor: { uid, email },
      path: act.path,
      words: wordsOf(status, act.title, email),
    };
  };
  return {
    add: (act, caller) => write(entryOf(act, caller, 'done')),
    begin: async (name, request, caller) => {
      const act = ACTS[name]?.(request);
      if (!act) return null;
      const entry = entryOf(act, caller, 'asked');
      await write(entry);
      return async (how) => {
        const status = how instanceof Failure ? 'refused' : how;
        const detail = how instanceof Failure ? how.record.message.slice(0, 500) : '';
        const words = wordsOf(status, act.title, caller.email, how instanceof Failure ? how.record.reason : null);
        await write({ ...entry, endedAt: now().toISOString(), status, detail, words }).catch((error: unknown) =>
          cloudLog.error('audit.endFailed', { id: entry.id, status, error: String(error) }),
        );
      };
    },
  };
}

/** The project's own. */
export const cloudActLog = createActLog(firestore, () => new Date());
