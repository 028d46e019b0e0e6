import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { z } from 'zod';

/** The document as its schema has it, or null when it is not there.
 * @throws Error that names the document when it does not fit its schema */
export function parseDocument<S extends z.ZodType>(schema: S, snapshot: DocumentSnapshot): z.output<S> | null {
  if (!snapshot.exists) return null;
  const parsed = schema.safeParse(snapshot.data());
  if (parsed.success) return parsed.data;
  throw new Error(`Firestore document ${snapshot.ref.path} does not fit its schema: ${parsed.error.message}`);
}
