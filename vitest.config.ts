import { defineConfig } from 'vitest/config';

const workspaces = '{shared,load,cli,setup,functions,hosting,agent,local,e2e}';

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'unit',
          include: [`${workspaces}/src/**/*.test.{ts,tsx}`, 'bench/*.test.ts'],
          exclude: ['**/*.contract.test.ts', '**/*.e2e.test.ts'],
          // Only a ceiling for a busy machine: what hangs is found all the same.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'contract',
          globalSetup: ['local/src/firestore/vitest-global-setup.ts'],
          include: [`${workspaces}/src/**/*.contract.test.ts`, 'crashes/*.contract.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Real processes on two cores: side by side they only slow each other down.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/src/**/*.e2e.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
