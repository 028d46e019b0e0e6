import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * One file with our own code inlined and registry packages left as imports: `firebase deploy` uploads the functions
 * folder alone and installs its dependencies there.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../../../functions/', import.meta.url)),
  logLevel: 'warn',
  ssr: { noExternal: [/^@proving-ground\//], target: 'node' },
  build: {
    ssr: 'src/index.ts',
    outDir: 'dist',
    // The source archives lie there too.
    emptyOutDir: false,
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'index.js', codeSplitting: false } },
  },
});
