import type { RunState } from './run-state.ts';

/** Ends a service whose deletion is written down: its URLs, its processes, then its record. May be repeated. */
export async function removeService(name: string, { store, fronts, runtime }: RunState): Promise<void> {
  await fronts.close(name);
  const record = store.get(name);
  if (!record) return;
  await Promise.all(record.revisions.map((revision) => runtime.drop(record, revision)));
  await store.delete(name);
}
