import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const header = z.strictObject({ key: z.string(), value: z.string() });

/** The parts of firebase.json that the local twin reads or changes; the rest passes through. */
const firebaseJson = z.looseObject({
  hosting: z.looseObject({
    public: z.string(),
    headers: z.array(z.looseObject({ source: z.string(), headers: z.array(header) })),
  }),
  firestore: z.strictObject({ rules: z.string(), indexes: z.string() }),
});
export type FirebaseJson = z.infer<typeof firebaseJson>;

export async function readFirebaseJson(repoRoot: string): Promise<FirebaseJson> {
  return firebaseJson.parse(JSON.parse(await readFile(join(repoRoot, 'firebase.json'), 'utf8')));
}
