import type { FailureRecord } from '@proving-ground/shared';
import { doc, type Firestore, onSnapshot } from 'firebase/firestore';
import type { z } from 'zod';
import { listen } from './listen.ts';
import type { Live } from './live-state.ts';

/** One Firestore document, followed live and parsed by its schema. */
export function liveDocument<S extends z.ZodType>(input: {
  readonly firestore: Firestore;
  readonly path: string;
  readonly schema: S;
}): Live<z.output<S>> {
  const { firestore, path, schema } = input;
  return listen(`Reading ${path}`, (next, fail) =>
    onSnapshot(
      doc(firestore, path),
      // With metadata: "not there" counts only when the server says so, not when the cache is empty.
      { includeMetadataChanges: true },
      (snapshot) => {
        if (!snapshot.exists()) {
          if (!snapshot.metadata.fromCache) next({ kind: 'missing' });
          return;
        }
        const parsed = schema.safeParse(snapshot.data());
        next(parsed.success ? { kind: 'ready', value: parsed.data } : { kind: 'failed', failure: unreadable(path) });
      },
      fail,
    ),
  );
}

function unreadable(path: string): FailureRecord {
  return {
    code: 'internal',
    reason: 'DOCUMENT_UNREADABLE',
    message: `The record ${path} does not have the shape that this console knows: another version wrote it.`,
    nextStep: 'Reload the page. If it stays, deploy the console and the functions together.',
    retryable: false,
  };
}
