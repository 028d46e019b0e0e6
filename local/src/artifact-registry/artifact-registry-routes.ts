import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { LocalImageStore, TaggedImage } from '../images/image-store.ts';
import { answerError, answerUnknownRoute, googleError } from '../rest/google-error.ts';
import { apiDisabledMessage } from '../service-usage/api-disabled-message.ts';
import type { RepositoryFacts, RepositoryPlace, RepositoryStore } from './repository-store.ts';

const HOST = 'artifactregistry.googleapis.com';
const BASE = `/${HOST}/v1/projects/:project/locations/:location`;
/** @see https://cloud.google.com/artifact-registry/docs/repositories/create-repos */
const REPOSITORY_ID = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const newRepository = z.object({
  format: z.string().optional(),
  description: z.string().default(''),
  labels: z.record(z.string(), z.string()).default({}),
});

export interface ArtifactRegistryOptions {
  readonly projectId: string;
  readonly repositories: RepositoryStore;
  readonly images: Pick<LocalImageStore, 'list' | 'untag'>;
  readonly isEnabled: (service: string) => boolean;
}

/** The Docker part of the Artifact Registry API. @see https://cloud.google.com/artifact-registry/docs/reference/rest */
export function artifactRegistryRoutes(options: ArtifactRegistryOptions): Hono {
  const { projectId, repositories, images } = options;
  const app = new Hono();

  app.use(`/${HOST}/*`, async (_context, next) => {
    if (!options.isEnabled(HOST)) {
      throw googleError(
        'PERMISSION_DENIED',
        apiDisabledMessage({ api: 'Artifact Registry API', service: HOST, projectId }),
      );
    }
    await next();
  });
  function readPlace(context: Context, repository = context.req.param('repository') ?? ''): RepositoryPlace {
    const project = context.req.param('project') ?? '';
    if (project !== projectId) throw googleError('PERMISSION_DENIED', `Permission denied on project ${project}.`);
    return { projectId, location: context.req.param('location') ?? '', repository };
  }
  function find(context: Context): RepositoryFacts {
    const place = readPlace(context);
    const facts = repositories.get(place);
    if (!facts) throw googleError('NOT_FOUND', `Repository "${nameOf(place)}" not found`);
    return facts;
  }
  const tagged = async (place: RepositoryPlace) => {
    const prefix = `${place.location}-docker.pkg.dev/${place.projectId}/${place.repository}/`;
    return (await images.list()).filter(({ reference }) => reference.startsWith(prefix));
  };

  /** All tags of one image name; a package in the words of the API. */
  async function findPackage(context: Context) {
    const facts = find(context);
    const name = context.req.param('package') ?? '';
    const own = (await tagged(facts)).filter(({ reference }) => packageOf(facts, reference) === name);
    if (own.length === 0) throw googleError('NOT_FOUND', `Package "${packageName(facts, name)}" not found`);
    return { facts, name, references: own.map(({ reference }) => reference) };
  }

  app.post(`${BASE}/repositories`, async (context) => {
    const place = readPlace(context, context.req.query('repositoryId') ?? context.req.query('repository_id') ?? '');
    if (!REPOSITORY_ID.test(place.repository)) {
      throw googleError('INVALID_ARGUMENT', `repository_id "${place.repository}" must match ${REPOSITORY_ID.source}`);
    }
    const parsed = newRepository.safeParse(await context.req.json().catch(() => ({})));
    if (!parsed.success) throw googleError('INVALID_ARGUMENT', z.prettifyError(parsed.error));
    const { format, description, labels } = parsed.data;
    if (format !== 'DOCKER')
      throw googleError('INVALID_ARGUMENT', 'repository.format: the local twin has DOCKER repositories only.');
    const facts = await repositories.create({ ...place, description, labels });
    if (!facts) throw googleError('ALREADY_EXISTS', 'the repository already exists');
    return context.json(operation(place, resource(facts), 'Repository'));
  });
  app.get(`${BASE}/repositories`, (context) => {
    const { location } = readPlace(context, '');
    return context.json({ repositories: repositories.list(projectId, location).map(resource) });
  });
  app.get(`${BASE}/repositories/:repository`, (context) => context.json(resource(find(context))));
  app.delete(`${BASE}/repositories/:repository`, async (context) => {
    const facts = find(context);
    await repositories.delete(facts);
    for (const { reference } of await tagged(facts)) await images.untag(reference);
    return context.json(operation(facts, {}, 'Empty'));
  });
  app.get(`${BASE}/repositories/:repository/dockerImages`, async (context) => {
    const facts = find(context);
    return context.json({ dockerImages: dockerImages(facts, await tagged(facts)) });
  });
  app.get(`${BASE}/repositories/:repository/packages`, async (context) => {
    const facts = find(context);
    const names = new Set((await tagged(facts)).map(({ reference }) => packageOf(facts, reference)));
    return context.json({ packages: [...names].map((name) => ({ name: packageName(facts, name) })) });
  });
  app.get(`${BASE}/repositories/:repository/packages/:package`, async (context) => {
    const { facts, name } = await findPackage(context);
    return context.json({ name: packageName(facts, name) });
  });
  app.delete(`${BASE}/repositories/:repository/packages/:package`, async (context) => {
    const { facts, name, references } = await findPackage(context);
    for (const reference of references) await images.untag(reference);
    return context.json(operation(facts, { name: packageName(facts, name) }, 'Empty'));
  });
  app.get(`${BASE}/operations/:operation`, (context) => {
    const place = readPlace(context, '');
    const name = `projects/${projectId}/locations/${place.location}/operations/${context.req.param('operation')}`;
    return context.json({ name, done: true });
  });
  app.all(`/${HOST}/*`, (context) => answerUnknownRoute('Artifact Registry', context.req.method, context.req.path));
  app.onError(answerError);
  return app;
}

const nameOf = ({ projectId, location, repository }: RepositoryPlace) =>
  `projects/${projectId}/locations/${location}/repositories/${repository}`;

const packageName = (place: RepositoryPlace, name: string) => `${nameOf(place)}/packages/${encodeURIComponent(name)}`;

/** `NAME` of `HOST/PROJECT/REPOSITORY/NAME:TAG`. */
const packageOf = ({ location, projectId, repository }: RepositoryPlace, reference: string) =>
  reference.slice(`${location}-docker.pkg.dev/${projectId}/${repository}/`.length).replace(/:[^:/]+$/, '');

const resource = (facts: RepositoryFacts) => ({
  name: nameOf(facts),
  format: 'DOCKER',
  description: facts.description,
  labels: facts.labels,
  createTime: facts.createTime,
  updateTime: facts.updateTime,
  mode: 'STANDARD_REPOSITORY',
  registryUri: `${facts.location}-docker.pkg.dev/${facts.projectId}/${facts.repository}`,
});

const operation = ({ projectId, location }: RepositoryPlace, response: object, type: string) => ({
  name: `projects/${projectId}/locations/${location}/operations/${randomUUID()}`,
  done: true,
  response: {
    '@type':
      type === 'Empty'
        ? 'type.googleapis.com/google.protobuf.Empty'
        : `type.googleapis.com/google.devtools.artifactregistry.v1.${type}`,
    ...response,
  },
});

/** One entry per image and digest, with all its tags. */
function dockerImages(place: RepositoryPlace, tagged: readonly TaggedImage[]) {
  const byUri = Map.groupBy(
    tagged,
    ({ reference, image }) => `${reference.slice(0, reference.lastIndexOf(':'))}@${image.digest}`,
  );
  return [...byUri].map(([uri, entries]) => {
    const image = entries[0]?.image;
    return {
      name: `${nameOf(place)}/dockerImages/${encodeURIComponent(uri.split('/').slice(3).join('/'))}`,
      uri,
      tags: entries.map(({ reference }) => reference.slice(reference.lastIndexOf(':') + 1)),
      imageSizeBytes: String(image?.sizeBytes ?? 0),
      uploadTime: image?.createdAt,
      buildTime: image?.createdAt,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    };
  });
}
