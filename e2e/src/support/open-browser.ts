import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Long enough for a loaded machine; everything that takes longer by nature says so itself. */
const ACTION_TIMEOUT_MS = 20_000;

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: await findChromium(process.env['CHROMIUM_PATH']), args: FLAGS });
}

export interface Visitor extends AsyncDisposable {
  readonly page: Page;
  /** What the page complained about; a clean run has none. */
  readonly complaints: readonly string[];
}

/** A new person in front of the console. */
export async function newVisitor(browser: Browser, options: { readonly console: string }): Promise<Visitor> {
  const context: BrowserContext = await browser.newContext({
    baseURL: options.console,
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    // Shorter animations make screenshots alike; what a person sees stays the same.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}
