import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { mediaResponse } from './media-response.ts';
import { isBucketName, NoBucketError, type ObjectFacts, type ObjectStore } from './object-store.ts';
import { readPrecondition } from './preconditions.ts';
import { storageError } from './storage-error.ts';
import { bucketResource, objectResource } from './storage-resources.ts';
import { uploadRoutes } from './upload-routes.ts';

const newBucket = z.looseObject({ name: z.string(), location: z.string().default('US') });

/**
 * The part of the Cloud Storage JSON API that source archives and logs need. Mount it at the root of a server: with
 * STORAGE_EMULATOR_HOST the client leaves `/storage/v1` away, with `apiEndpoint` it does not.
 *
 * @see https://cloud.google.com/storage/docs/json_api/v1
 */
export function storageRoutes({ store }: { readonly store: ObjectStore }): Hono {
  const app = new Hono();
  const metadata = metadataRoutes(store);
  app.route('/storage/v1', metadata);
  app.route('/download/storage/v1', metadata);
  app.route('/upload/storage/v1', uploadRoutes({ store }));
  app.route('/resumable/upload/storage/v1', uploadRoutes({ store }));
  app.route('/', metadata);
  app.onError((error) => {
    if (error instanceof NoBucketError) return storageError(404, error.message).getResponse();
    if ('getResponse' in error) return (error as ReturnType<typeof storageError>).getResponse();
    return Response.json({ error: { code: 500, message: error.message } }, { status: 500 });
  });
  return app;
}

function metadataRoutes(store: ObjectStore): Hono {
  const app = new Hono();
  const origin = (context: Context) => new URL(context.req.url).origin;

  async function findBucket(context: Context) {
    const bucket = await store.getBucket(context.req.param('bucket') ?? '');
    if (!bucket) throw storageError(404, 'The specified bucket does not exist.');
    return bucket;
  }
  async function findObject(context: Context): Promise<ObjectFacts> {
    const { name: bucket } = await findBucket(context);
    const name = context.req.param('object') ?? '';
    const object = await store.get(bucket, name);
    const generation = context.req.query('generation');
    if (!object || (generation !== undefined && generation !== object.generation)) {
      throw storageError(404, `No such object: ${bucket}/${name}`);
    }
    readPrecondition((key) => context.req.query(key))(object);
    return object;
  }

  app.get('/b', async (context) => {
    const items = (await store.listBuckets()).map((bucket) => bucketResource(bucket, origin(context)));
    return context.json({ kind: 'storage#buckets', items });
  });
  app.post('/b', async (context) => {
    const parsed = newBucket.safeParse(await context.req.json().catch(() => null));
    if (!parsed.success) throw storageError(400, z.prettifyError(parsed.error));
    const { name, location, ...settings } = parsed.data;
    if (!isBucketName(name)) throw storageError(400, `Invalid bucket name: '${name}'`);
    const bucket = await store.createBucket({
      name,
      location,
      settings,
      projectId: context.req.query('project') ?? '',
    });
    if (!bucket)
      throw storageError(409, 'Your previous request to create the named bucket succeeded and you already own it.');
    return context.json(bucketResource(bucket, origin(context)));
  });
  app.get('/b/:bucket', async (context) => context.json(bucketResource(await findBucket(context), origin(context))));
  app.delete('/b/:bucket', async (context) => {
    const { name } = await findBucket(context);
    if ((await store.list(name)).length > 0) throw storageError(409, 'The bucket you tried to delete is not empty.');
    await store.deleteBucket(name);
    return context.body(null, 204);
  });
  app.get('/b/:bucket/o', async (context) => {
    const { name } = await findBucket(context);
    return context.json(listPage(await store.list(name), context));
  });
  app.get('/b/:bucket/o/:object', async (context) => {
    const object = await findObject(context);
    if (context.req.query('alt') !== 'media') return context.json(objectResource(object, origin(context)));
    return mediaResponse(object, await store.read(object), context.req.header('range'));
  });
  app.delete('/b/:bucket/o/:object', async (context) => {
    const object = await findObject(context);
    await store.delete(
      object.bucket,
      object.name,
      readPrecondition((key) => context.req.query(key)),
    );
    return context.body(null, 204);
  });
  return app;
}

function listPage(objects: readonly ObjectFacts[], context: Context) {
  const prefix = context.req.query('prefix') ?? '';
  const delimiter = context.req.query('delimiter') ?? '';
  const after = context.req.query('pageToken');
  const limit = Math.min(Number(context.req.query('maxResults') ?? 1_000) || 1_000, 1_000);
  const prefixes = new Set<string>();
  const matching = objects.filter(({ name }) => {
    if (!name.startsWith(prefix)) return false;
    const cut = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    if (cut >= 0) prefixes.add(name.slice(0, cut + delimiter.length));
    return cut < 0;
  });
  const start =
    after === undefined ? 0 : matching.findIndex(({ name }) => name > Buffer.from(after, 'base64url').toString());
  const rest = start < 0 ? [] : matching.slice(start);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    kind: 'storage#objects',
    items: page.map((object) => objectResource(object, new URL(context.req.url).origin)),
    ...(prefixes.size > 0 ? { prefixes: [...prefixes] } : {}),
    ...(rest.length > limit && last ? { nextPageToken: Buffer.from(last.name).toString('base64url') } : {}),
  };
}
