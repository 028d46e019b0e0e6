import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { TIMELINE_AREAS, type TimelineEntry, timelineEntry, timelinePath, wordsOf } from '../shared/src/index.ts';

/** Three entries have it, far apart. */
export const RARE_WORD = 'axolotl';
/** Eight in nine have it. */
export const COMMON_WORD = 'done';
const RARE_ENTRIES = 3;
const STARTED_AT_MS = Date.UTC(2026, 0, 1);
const MINUTES_APART = 40;
const MS_PER_MINUTE = 60_000;
const ENTRIES_PER_COMMIT = 500;

/** So many entries as the functions write them, oldest first. */
export function aHistory(count: number): readonly TimelineEntry[] {
  const rareEvery = Math.floor(count / RARE_ENTRIES);
  return Array.from({ length: count }, (_, index) => {
    const createdAt = new Date(STARTED_AT_MS + index * MINUTES_APART * MS_PER_MINUTE).toISOString();
    const actor = { uid: `uid-${index % 7}`, email: `person${index % 7}@example.com` };
    const title = `Deploy gemma3:270m to europe-west1${index % rareEvery === rareEvery - 1 ? ` for the ${RARE_WORD}` : ''}`;
    const status = index % 9 === 0 ? 'failed' : COMMON_WORD;
    return timelineEntry.parse({
      id: `deployment~${String(index).padStart(6, '0')}`,
      createdAt,
      endedAt: createdAt,
      area: TIMELINE_AREAS[index % TIMELINE_AREAS.length],
      title,
      detail: 'Both services are live. It took four minutes and twelve seconds.',
      status,
      actor,
      path: `/deployments/${index}`,
      words: wordsOf(status, title, actor.email),
    });
  });
}

/** Writes entries past the rules, as the functions do. */
export async function writeHistory({
  host,
  projectId,
  entries,
}: {
  readonly host: string;
  readonly projectId: string;
  readonly entries: readonly TimelineEntry[];
}): Promise<void> {
  process.env['FIRESTORE_EMULATOR_HOST'] = host;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const app = initializeApp({ projectId }, 'bench-history');
  try {
    const firestore = getFirestore(app);
    for (let from = 0; from < entries.length; from += ENTRIES_PER_COMMIT) {
      const batch = firestore.batch();
      for (const entry of entries.slice(from, from + ENTRIES_PER_COMMIT))
        batch.set(firestore.doc(timelinePath(entry.id)), entry);
      await batch.commit();
    }
  } finally {
    await deleteApp(app);
  }
}
