import { access, constants } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The Chromium or Chrome of this machine: CHROMIUM_PATH, the usual places, or what Playwright has downloaded.
 * @throws Error that says how to get one */
export async function findChromium(given: string | undefined): Promise<string> {
  const candidates = given ? [given] : [...KNOWN_PLACES, chromium.executablePath()];
  for (const path of candidates) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium; anywhere: ' +
      'npx playwright-core install chromium), or name one with CHROMIUM_PATH.',
  );
}
