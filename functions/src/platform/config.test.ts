import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from './config.ts';

const PARAMS = {
  FIREBASE_CONFIG: JSON.stringify({ projectId: 'demo-p' }),
  OWNER_EMAILS: 'Owner@Example.com, second@example.com,,',
  OPERATOR_EMAILS: '',
  VIEWER_EMAILS: '',
  IMAGE_REPOSITORY: 'proving-ground',
  BUILD_BUCKET: '',
};
beforeEach(() => {
  for (const [name, value] of Object.entries(PARAMS)) vi.stubEnv(name, value);
});
afterEach(() => void vi.unstubAllEnvs());

describe('the params', () => {
  test('give each part an account of its own', () => {
    expect(readConfig().serviceAccounts).toEqual({
      functions: 'proving-ground-functions@demo-p.iam.gserviceaccount.com',
      build: 'proving-ground-build@demo-p.iam.gserviceaccount.com',
      backend: 'proving-ground-backend@demo-p.iam.gserviceaccount.com',
      agent: 'proving-ground-agent@demo-p.iam.gserviceaccount.com',
    });
  });

  test('may list addresses with spaces and in any case', () => {
    expect(readConfig()).toMatchObject({ ownerEmails: ['owner@example.com', 'second@example.com'], viewerEmails: [] });
  });

  test('name a bucket, or leave it to the project', () => {
    expect(readConfig().bucket).toBe('demo-p-proving-ground');
    vi.stubEnv('BUILD_BUCKET', 'my-bucket');
    expect(readConfig().bucket).toBe('my-bucket');
  });

  test('that make no repository id are refused by name', () => {
    vi.stubEnv('IMAGE_REPOSITORY', 'Not/One');
    expect(() => readConfig()).toThrow(/IMAGE_REPOSITORY/);
  });
});
