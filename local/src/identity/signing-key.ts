import type { webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';

export const ALGORITHM = 'RS256';

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicKey: webcrypto.CryptoKey;
}

/** The key that signs what Google would sign; made once and kept, so that tokens outlive a restart. */
export async function loadSigningKey(folder: string): Promise<SigningKey> {
  const file = join(folder, 'signing-key.json');
  let jwk = await readJsonFile<JWK>(file);
  if (!jwk) {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    jwk = await exportJWK(privateKey);
    await writeJsonFile(file, jwk);
  }
  const { kty = 'RSA', n = '', e = '' } = jwk;
  const publicJwk = { kty, n, e };
  return {
    keyId: await calculateJwkThumbprint(publicJwk),
    privateKey: await importRsa(jwk),
    publicKey: await importRsa(publicJwk),
  };
}

async function importRsa(jwk: JWK): Promise<webcrypto.CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array)
    throw new Error('The signing key of the local identity is no RSA key. Delete it to start over.');
  return key;
}
