import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCustomToken } from './create-custom-token.ts';

const WANTED = { project: 'some-project', uid: 'u1', role: 'operator' } as const;

async function keyFileOf(content: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-cli-'));
  const file = join(folder, 'key.json');
  await writeFile(file, JSON.stringify(content));
  // Where Google's own library looks when the file is no key.
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return file;
}

test('the key of a service account signs for the user, with the role', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const keyFile = await keyFileOf({
    ...{ type: 'service_account', project_id: 'some-project', client_email: 'ci@some-project.example.com' },
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  });
  const [, payload = ''] = (await createCustomToken({ ...WANTED, keyFile })).split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    ...{ uid: 'u1', claims: { role: 'operator' }, iss: 'ci@some-project.example.com' },
  });
});

test('credentials that cannot sign are told with what to do', async () => {
  const keyFile = await keyFileOf({ type: 'nothing of the kind' });
  await expect(createCustomToken({ ...WANTED, keyFile })).rejects.toMatchObject({
    record: { reason: 'CANNOT_SIGN_TOKENS', nextStep: expect.stringContaining('PG_ID_TOKEN') },
  });
});
