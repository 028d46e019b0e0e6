import { z } from 'zod';

const taggedValue = z.record(z.string(), z.unknown());
const arrayValue = z.object({ values: z.array(z.unknown()).default([]) });
const fieldsOf = z.object({ fields: taggedValue.default({}) });

/** A value of Firestore's REST API as the value it stands for. */
export function plainValue(value: unknown): unknown {
  const [[kind, inner] = ['nullValue', null]] = Object.entries(taggedValue.parse(value));
  switch (kind) {
    case 'integerValue':
      return Number(inner);
    case 'arrayValue':
      return arrayValue.parse(inner).values.map(plainValue);
    case 'mapValue':
      return plainFields(inner);
    default:
      return inner;
  }
}

/** The fields of a document, or of a map in one. */
export function plainFields(holder: unknown): Readonly<Record<string, unknown>> {
  const { fields } = fieldsOf.parse(holder);
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, plainValue(field)]));
}
