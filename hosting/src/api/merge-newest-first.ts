interface Dated {
  readonly id: string;
  readonly createdAt: string;
}

/** Both lists as one, newest first; where both have a record, the later argument knows it better. */
export function mergeNewestFirst<T extends Dated>(before: readonly T[], newer: readonly T[]): readonly T[] {
  const byId = new Map([...before, ...newer].map((record) => [record.id, record]));
  return [...byId.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? 1 : -1));
}

/** As the queries sort them. */
function sortKey({ createdAt, id }: Dated): string {
  return `${createdAt} ${id}`;
}
