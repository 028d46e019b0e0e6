import { removeService } from './remove-service.ts';
import { rollOut } from './roll-out.ts';
import type { RunState } from './run-state.ts';
import { tagsOf } from './traffic.ts';

/** Listens at the URLs that services had, finishes interrupted roll-outs and deletions, and starts only what must be warm. */
export async function resumeServices(state: RunState): Promise<void> {
  for (const record of state.store.list()) {
    if (record.deletedAt !== undefined) {
      await removeService(record.name, state);
      continue;
    }
    const tags = tagsOf([...record.served, ...(record.spec.traffic ?? [])]);
    await state.fronts.open(record.name, tags, record);
    state.runtime.apply(record);
    if (record.reconciling) state.background(rollOut(record.name, record.generation, state));
  }
}
