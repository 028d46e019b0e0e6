import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Profile } from '../agent/profile.ts';

// Beside this module in the source and, copied by the build, beside the bundle.
const read = (file: string): string => readFileSync(new URL(`./try-page/${file}`, import.meta.url), 'utf8');

const style = read('page.css');
const script = read('page.js');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const template = read('page.html')
  .replace('<link rel="stylesheet" href="page.css">', () => `<style>${style}</style>`)
  .replace('<script type="module" src="page.js"></script>', () => `<script type="module">${script}</script>`);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** A page to talk to the agent by hand; everything it needs is in it. */
export const tryPage = ({ name, description, questions }: Omit<Profile, 'persona'>): string => {
  const words: Readonly<Record<string, string>> = {
    name: escapeHtml(name),
    description: escapeHtml(description),
    // Read as text, never run.
    about: escapeHtml(JSON.stringify({ name, questions })),
  };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_all, word: string) => words[word] ?? '');
};

/** Lets the page run its own script and style and call its own origin, and nothing else. */
export const TRY_PAGE_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
} as const;
