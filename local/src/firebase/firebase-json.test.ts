import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { emulatorConfig } from './emulator-config.ts';
import { readFirebaseJson } from './firebase-json.ts';

const repoRoot = fileURLToPath(new URL('../../../', import.meta.url));
const ports = { auth: 1, hosting: 2, hub: 4, logging: 5 };
const schemaFile = `${repoRoot}node_modules/firebase-tools/schema/firebase-config.json`;

async function schemaErrors(config: object) {
  const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(await readFile(schemaFile, 'utf8')) as object);
  validate(config);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const policyOf = (config: object) => /"Content-Security-Policy","value":"([^"]*)"/.exec(JSON.stringify(config))?.[1];

describe('firebase.json', () => {
  test("follows firebase-tools' own schema", async () => {
    expect(await schemaErrors(await readFirebaseJson(repoRoot))).toEqual([]);
  });

  test('lets no origin in but ours and those Google sign-in and its APIs need', async () => {
    const origins = policyOf(await readFirebaseJson(repoRoot))?.match(/https?:[^\s;]+|'unsafe[^']*'|\*(?=[\s;])/g);
    expect(new Set(origins)).toEqual(
      new Set([
        'https://apis.google.com',
        'https://*.googleapis.com',
        'https://*.cloudfunctions.net',
        'https://*.firebaseapp.com',
        'https://accounts.google.com',
        // App Check, where a project uses it.
        'https://www.google.com/recaptcha/',
        'https://www.gstatic.com/recaptcha/',
        'https://recaptcha.google.com/recaptcha/',
      ]),
    );
  });
});

describe('the configuration of the local emulators', () => {
  const derive = async () =>
    emulatorConfig({
      firebaseJson: await readFirebaseJson(repoRoot),
      ports,
      consoleFolder: '.local/console',
      loopbackOrigins: ['http://127.0.0.1:5001'],
    });

  test("follows firebase-tools' own schema", async () => {
    expect(await schemaErrors(await derive())).toEqual([]);
  });

  test('differs from what is deployed in ports, folder, connect-src and what runs elsewhere alone', async () => {
    const deployed = await readFirebaseJson(repoRoot);
    const derived = JSON.parse(JSON.stringify(await derive())) as typeof deployed;
    const { functions: _functions, firestore: _firestore, emulators: _ports, ...expected } = deployed;
    const { emulators, ...rest } = derived;
    const widened = JSON.stringify(rest)
      .replace(' http://127.0.0.1:5001', '')
      .replace('.local/console', 'hosting/dist');
    expect(JSON.parse(widened)).toEqual(expected);
    expect(emulators).toMatchObject({ hosting: { host: '127.0.0.1', port: 2 }, ui: { enabled: false } });
  });
});
