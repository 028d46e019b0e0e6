import { onSnapshot, type Query, type QuerySnapshot } from 'firebase/firestore';
import type { z } from 'zod';
import { listen } from './listen.ts';
import type { Live, LiveList } from './live-state.ts';

/** The documents of a query, followed live and each parsed by the schema. */
export function liveCollection<S extends z.ZodType>(input: {
  readonly query: Query;
  readonly schema: S;
  /** Named in messages: "Reading the …". */
  readonly what: string;
}): Live<LiveList<z.output<S>>> {
  const { query, schema, what } = input;
  return listen(`Reading the ${what}`, (next, fail) =>
    onSnapshot(
      query,
      // With metadata: "none" counts only when the server says so, not when the cache is empty.
      { includeMetadataChanges: true },
      (snapshot) => {
        if (snapshot.empty && snapshot.metadata.fromCache) return;
        next({ kind: 'ready', value: parseDocuments(snapshot, schema) });
      },
      fail,
    ),
  );
}

/** What of a query's documents has the expected shape, and the ids of the rest. */
export function parseDocuments<S extends z.ZodType>(snapshot: QuerySnapshot, schema: S): LiveList<z.output<S>> {
  const items: z.output<S>[] = [];
  const unreadableIds: string[] = [];
  for (const document of snapshot.docs) {
    const parsed = schema.safeParse(document.data());
    if (parsed.success) items.push(parsed.data);
    else unreadableIds.push(document.id);
  }
  return { items, unreadableIds };
}
