import { getDocs, type Query } from 'firebase/firestore';
import type { z } from 'zod';
import { failureOfError } from './failure-of-error.ts';
import { parseDocuments } from './live-collection.ts';
import type { LiveList } from './live-state.ts';

/** One more page of a list, read once. @throws Failure */
export async function olderPage<S extends z.ZodType>(input: {
  readonly query: Query;
  readonly schema: S;
  /** Named in messages: "Reading older …". */
  readonly what: string;
}): Promise<LiveList<z.output<S>>> {
  try {
    return parseDocuments(await getDocs(input.query), input.schema);
  } catch (error) {
    throw failureOfError(error, `Reading older ${input.what}`);
  }
}
