import {
  type CapacitySearch,
  type ChatTurn,
  COLLECTIONS,
  capacitySearch,
  capacitySearchPath,
  chatTurn,
  chatTurnPath,
  type Deployment,
  deployment,
  deploymentPath,
  Failure,
  type GpuPrices,
  indexedWord,
  isFound,
  type LiveService,
  type LoadFigures,
  type LoadTest,
  liveService,
  loadFigures,
  loadFiguresPath,
  loadObservation,
  loadObservationPath,
  loadTest,
  loadTestPath,
  metricsOf,
  type ObservedService,
  priceSettings,
  SETTINGS_PATHS,
  TIMELINE_AREAS,
  type TimelineArea,
  type TimelineEntry,
  timelineEntry,
} from '@proving-ground/shared';
import type { z } from 'zod';
import type { ApiClient, ListQuery } from './api-client.ts';
import { unanswered } from './client-failure.ts';

type Reader = Pick<ApiClient, 'read' | 'list'>;

/** @throws Failure, `not-found` when there is none */
export async function readDeployment(api: Reader, id: string): Promise<Deployment> {
  return existing(await readAs(api, deploymentPath(id), deployment), `deployment ${id}`);
}

/** @throws Failure, `not-found` when there is none */
export async function readLoadTest(api: Reader, id: string): Promise<LoadTest> {
  return existing(await readAs(api, loadTestPath(id), loadTest), `load test ${id}`);
}

/** @throws Failure, `not-found` when there is none */
export async function readCapacitySearch(api: Reader, id: string): Promise<CapacitySearch> {
  return existing(await readAs(api, capacitySearchPath(id), capacitySearch), `capacity search ${id}`);
}

/** Null before anything was measured. @throws Failure */
export async function readLoadFigures(api: Reader, id: string): Promise<LoadFigures | null> {
  return await readAs(api, loadFiguresPath(id), loadFigures);
}

/** What Cloud Monitoring saw of the services of a test; of a service that nobody has looked at, nothing. @throws Failure */
export async function readObservations(api: Reader, id: string): Promise<readonly ObservedService[]> {
  const kinds = ['agent', 'backend'] as const;
  const found = await Promise.all(kinds.map((kind) => readAs(api, loadObservationPath(id, kind), loadObservation)));
  return found.flatMap((seen) => (seen ? [{ kind: seen.kind, status: seen.status, metrics: metricsOf(seen) }] : []));
}

/** Null while nobody has written it. @throws Failure */
export async function readChatTurn(api: Reader, chatId: string, index: number): Promise<ChatTurn | null> {
  return await readAs(api, chatTurnPath(chatId, index), chatTurn);
}

/** What owners have entered; empty while they have not. @throws Failure */
export async function readGpuPrices(api: Reader): Promise<GpuPrices> {
  return (await readAs(api, SETTINGS_PATHS.prices, priceSettings))?.gpuUsdPerHour ?? {};
}

/** @throws Failure */
export async function listServices(api: Reader): Promise<readonly LiveService[]> {
  return await listAs(api, COLLECTIONS.services, liveService, {});
}

/** @throws Failure */
export async function listDeployments(api: Reader, query: ListQuery): Promise<readonly Deployment[]> {
  return await listAs(api, COLLECTIONS.deployments, deployment, { newestFirst: true, ...query });
}

/** @throws Failure */
export async function listLoadTests(api: Reader, query: ListQuery): Promise<readonly LoadTest[]> {
  return await listAs(api, COLLECTIONS.loadTests, loadTest, { newestFirst: true, ...query });
}

/** Those that stand for themselves: steps of capacity searches and sides of load gates are passed over. @throws Failure */
export async function listWholeLoadTests(
  api: Reader,
  { limit }: { readonly limit: number },
): Promise<readonly LoadTest[]> {
  const page = (query: ListQuery) => listLoadTests(api, query);
  return await newestOf(page, ({ partOf }) => partOf === null, limit);
}

/** Of what happened, in these areas and with every word of the search. @throws Failure */
export async function listTimeline(
  api: Reader,
  wanted: { readonly areas: readonly TimelineArea[]; readonly search: string; readonly limit: number },
): Promise<readonly TimelineEntry[]> {
  const { areas, search, limit } = wanted;
  const word = indexedWord(search);
  const where = areas.length < TIMELINE_AREAS.length && { where: { field: 'area', in: areas } };
  const has = word !== null && { has: { field: 'words', value: word } };
  const page = (query: ListQuery) =>
    listAs(api, COLLECTIONS.timeline, timelineEntry, { newestFirst: true, ...where, ...has, ...query });
  return await newestOf(page, (entry) => isFound(search, entry), limit);
}

/** As many records as that, newest first, page by page past those that are not listed. */
async function newestOf<T extends { readonly createdAt: string }>(
  read: (query: ListQuery) => Promise<readonly T[]>,
  isListed: (record: T) => boolean,
  limit: number,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let page = await read({ limit }); ; ) {
    found.push(...page.filter(isListed));
    const last = page.at(-1);
    if (found.length >= limit || page.length < limit || !last) return found.slice(0, limit);
    page = await read({ limit, createdBefore: last.createdAt });
  }
}

async function readAs<S extends z.ZodType>(api: Reader, path: string, schema: S): Promise<z.output<S> | null> {
  const document = await api.read(path);
  return document && parse(schema, document, path);
}

async function listAs<S extends z.ZodType>(api: Reader, collection: string, schema: S, query: ListQuery) {
  const documents = await api.list(collection, query);
  return documents.map((document) => parse(schema, document, `a document of ${collection}`));
}

function parse<S extends z.ZodType>(schema: S, document: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw unanswered('UNEXPECTED_ANSWER', `Reading ${what}: it was written by another version.`, parsed.error);
}

function existing<T>(value: T | null, what: string): T {
  if (value !== null) return value;
  throw new Failure({
    code: 'not-found',
    reason: 'NOT_FOUND',
    message: `There is no ${what}.`,
    nextStep: 'Choose one from the history: npm run pg -- history',
    retryable: false,
  });
}
