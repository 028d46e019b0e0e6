import type { Snapshots } from '../firebase/snapshots.ts';
import type { SavedPart } from './emulators-part.ts';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';

/** What a killed start may lose at most. */
const CHECKPOINT_MS = 60_000;

/** Saves users and documents once a minute and at the end; begun only when everything was read back in. */
export function checkpointsPart(
  context: RunContext,
  options: { readonly snapshots: Snapshots; readonly saved: readonly SavedPart[] },
): Part {
  const { snapshots, saved } = options;
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> = Promise.resolve();

  function save(): Promise<void> {
    saving = saving
      .then(() =>
        snapshots.take(async (folder) => {
          await Promise.all(saved.map((part) => part.saveTo(folder)));
        }),
      )
      .catch((error: unknown) => context.say('checkpoints', `the data could not be saved: ${String(error)}`));
    return saving;
  }
  return {
    name: 'checkpoints',
    start: async () => {
      timer = setInterval(() => void save(), CHECKPOINT_MS);
    },
    stop: async () => {
      if (timer === undefined) return;
      clearInterval(timer);
      await save();
    },
  };
}
