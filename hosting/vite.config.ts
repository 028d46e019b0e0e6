import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { bundleBudget, CONSOLE_BUDGET } from './build/bundle-budget.ts';

export default defineConfig({
  plugins: [bundleBudget(CONSOLE_BUDGET)],
  resolve: { alias: { re2js: fileURLToPath(new URL('./build/no-re2.ts', import.meta.url)) } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // Browsers that know light-dark() and OKLCH: older targets would get a translation of every colour.
    target: ['chrome125', 'edge125', 'firefox128', 'safari17.5'],
    // Nothing inline: the content security policy stays without data: sources for scripts and styles.
    assetsInlineLimit: 0,
    sourcemap: true,
    // The budget below prints the figures that matter.
    reportCompressedSize: false,
  },
});
