import { version as adkVersion, type BaseAgent } from '@google/adk';
import type { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { APP_NAME } from '../agent/production-agent.ts';
import type { Profile } from '../agent/profile.ts';
import { TRY_PAGE_HEADERS, tryPage } from '../page/try-page.ts';
import { API_TEXT } from './api-text.ts';
import { readLaxBoolean } from './lax-boolean.ts';
import { methodNotAllowed } from './problem-response.ts';

const SERVICE = 'production-adk-agent';

/** Adds what tells about the service: health, landing page, version, list of apps. */
export const addInfoRoutes = (
  hono: Hono,
  { agent, profile }: { readonly agent: BaseAgent; readonly profile: Profile },
): void => {
  const page = tryPage(profile);
  const detailed = {
    name: APP_NAME,
    rootAgentName: agent.name,
    description: agent.description ?? '',
    language: 'typescript',
    isComputerUse: false,
    agents: null,
  };
  hono.get('/health', (context) => context.json({ status: 'healthy', service: SERVICE }));
  hono.get('/', (context) => {
    const wanted = accepts(context, {
      header: 'Accept',
      supports: ['application/json', 'text/html'],
      default: 'application/json',
    });
    if (wanted === 'text/html') return context.html(page, 200, TRY_PAGE_HEADERS);
    const { name, description } = profile;
    return context.json({ service: SERVICE, name, description, docs: '/docs', health: '/health' });
  });
  hono.get('/docs', (context) => context.text(API_TEXT));
  hono.get('/version', (context) =>
    context.json({ version: adkVersion, language: 'typescript', language_version: process.versions.node }),
  );
  hono.get('/list-apps', (context) =>
    context.json(readLaxBoolean(context.req.query('detailed')) === true ? { apps: [detailed] } : [APP_NAME]),
  );
  for (const path of ['/health', '/', '/docs', '/version', '/list-apps']) hono.all(path, methodNotAllowed('GET'));
};
