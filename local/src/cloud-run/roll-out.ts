import { failed } from './conditions.ts';
import { deployRevision } from './deploy-revision.ts';
import { NoInstanceError } from './instance.ts';
import type { RunState } from './run-state.ts';
import { findRevision, type RevisionRecord, type ServiceRecord } from './service-record.ts';
import { settle } from './settle.ts';
import { tagsOf } from './traffic.ts';

/**
 * Makes a service what its record says it shall be, and writes down how that went. May be repeated: what is done
 * already is not done again.
 *
 * @throws NoInstanceError when the twin stops meanwhile; whatever else goes wrong is written into the record.
 */
export async function rollOut(name: string, generation: number, state: RunState): Promise<void> {
  try {
    await attempt(name, generation, state);
  } catch (error) {
    if (error instanceof NoInstanceError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    await state.store.change(name, (current) =>
      breakOff(current, generation, { reason, at: state.now().toISOString() }),
    );
  }
}

async function attempt(name: string, generation: number, state: RunState): Promise<void> {
  const { store, runtime, fronts } = state;
  const record = store.get(name);
  if (!record) return;
  const revision = findRevision(record, record.latestCreatedRevision);
  if (revision?.state === 'deploying') {
    const deployed = await deployRevision(record, revision, state);
    // Deleted meanwhile, perhaps before there was an instance to stop.
    if (!store.get(name)) return await runtime.drop(record, revision);
    await store.change(name, (current) => ({
      ...current,
      revisions: current.revisions.map((other) => (other.name === deployed.name ? stamp(deployed, state) : other)),
    }));
  }
  await store.change(name, (current) => settle(current, generation, state.now().toISOString()));
  const settled = store.get(name);
  if (!settled) return;
  runtime.apply(settled);
  const ports = await fronts.open(name, tagsOf([...settled.served, ...(settled.spec.traffic ?? [])]), settled);
  await store.change(name, (current) => ({ ...current, ...ports }));
}

/** A service that nobody works on any more must not look as if somebody did: who waits for it would wait for ever. */
function breakOff(
  record: ServiceRecord,
  generation: number,
  { reason, at }: { readonly reason: string; readonly at: string },
): ServiceRecord {
  if (record.generation !== generation) return record;
  const failure = { message: `The local twin could not roll it out: ${reason}`, reason: 'INTERNAL' } as const;
  return { ...record, reconciling: false, terminalCondition: failed('Ready', at, failure) };
}

function stamp(revision: RevisionRecord, { now }: RunState): RevisionRecord {
  return { ...revision, updatedAt: now().toISOString() };
}
