import { defineConfig } from 'vitest/config';

/** One file for each API that the product calls: the same tests as in the project `contract`, without what those need. */
export default defineConfig({
  test: {
    include: [
      'local/src/cloud-run/rpc/*.contract.test.ts',
      'local/src/cloud-build/rpc/*.contract.test.ts',
      'local/src/storage/storage-client.contract.test.ts',
    ],
    // Building and rolling out take minutes in the cloud.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
