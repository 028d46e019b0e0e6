import type { Event } from '@google/adk';
import { z } from 'zod';
import type { StateRecord } from '../scoped-state.ts';
import type { StoredDocument } from './firestore-rest.ts';
import { booleanField, jsonField, jsonMapField, textField, wholeField } from './firestore-value.ts';

/** What is kept of a session beside its events. */
export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  /** Of the session alone; what is shared lies elsewhere. */
  readonly state: StateRecord;
  /** How many events were ever written: the newest one carries it. */
  readonly revision: number;
  readonly lastUpdateTime: number;
  /** Of the document: a write that names it is refused after any other. */
  readonly updateTime: string;
}

const sessionFields = z.object({
  id: textField,
  userId: textField,
  state: jsonField,
  revision: wholeField,
  lastUpdateTime: wholeField,
  deleting: booleanField.default(false),
});
const scopeFields = z.object({ state: jsonMapField });
const eventFields = z.object({ seq: wholeField, eventData: jsonField });

/** Null for one that is not there, or being deleted. */
export const storedSession = (document: StoredDocument | null | undefined): StoredSession | null => {
  if (!document) return null;
  const { deleting, state, ...stored } = sessionFields.parse(document.fields);
  return deleting ? null : { ...stored, state: state as StateRecord, updateTime: document.updateTime };
};

/** The state of an app or of a user. */
export const storedScope = (document: StoredDocument | null | undefined): StateRecord =>
  document ? scopeFields.parse(document.fields).state : {};

export interface StoredEvent {
  readonly seq: number;
  readonly event: Event;
}

export const storedEvent = (document: StoredDocument): StoredEvent => {
  const { seq, eventData } = eventFields.parse(document.fields);
  // As it was written by this very service.
  return { seq, event: eventData as Event };
};
