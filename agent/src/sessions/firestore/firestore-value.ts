import { z } from 'zod';

/** A field of a document as Firestore's REST API spells it; only the kinds that sessions need.
 * https://firebase.google.com/docs/firestore/reference/rest/v1/Value */
export type FirestoreValue =
  | { readonly stringValue: string }
  | { readonly integerValue: string }
  | { readonly booleanValue: boolean }
  | { readonly timestampValue: string }
  | { readonly mapValue: { readonly fields?: FirestoreFields } };
export type FirestoreFields = Readonly<Record<string, FirestoreValue>>;

export const text = (value: string): FirestoreValue => ({ stringValue: value });
export const whole = (value: number): FirestoreValue => ({ integerValue: String(Math.round(value)) });
export const instant = (ms: number): FirestoreValue => ({ timestampValue: new Date(ms).toISOString() });

// A field may neither be empty nor look like one of Firestore's own.
const fieldOf = (key: string): string => `k_${encodeURIComponent(key.toWellFormed())}`;
const keyOf = (field: string): string => decodeURIComponent(field.slice('k_'.length));

/** A record of whatever values, each as JSON: Firestore takes no arrays in arrays. */
export const jsonMap = (record: Readonly<Record<string, unknown>>): FirestoreValue => ({
  mapValue: {
    fields: Object.fromEntries(
      Object.entries(record).map(([key, value]) => [fieldOf(key), text(JSON.stringify(value ?? null))]),
    ),
  },
});

/** Paths of the record's keys in the map of that name: written by these, the other keys stay. */
export const jsonMapPaths = (name: string, record: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(record).map((key) => `${name}.\`${fieldOf(key)}\``);

export const textField = z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue);
export const wholeField = z.object({ integerValue: z.coerce.number() }).transform(({ integerValue }) => integerValue);
export const booleanField = z.object({ booleanValue: z.boolean() }).transform(({ booleanValue }) => booleanValue);
export const jsonField = textField.transform((json): unknown => JSON.parse(json));
export const jsonMapField = z
  .object({ mapValue: z.object({ fields: z.record(z.string(), jsonField).default({}) }) })
  .transform(
    ({ mapValue: { fields } }): Readonly<Record<string, unknown>> =>
      Object.fromEntries(Object.entries(fields).map(([field, value]) => [keyOf(field), value])),
  );
