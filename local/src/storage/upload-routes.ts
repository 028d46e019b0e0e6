import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readMultipartRelated } from './multipart-related.ts';
import type { NewObject, ObjectStore, Precondition } from './object-store.ts';
import { isObjectName } from './object-store.ts';
import { readPrecondition } from './preconditions.ts';
import { storageError } from './storage-error.ts';
import { objectResource } from './storage-resources.ts';

const objectMetadata = z.object({
  name: z.string().optional(),
  contentType: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
});

interface Session {
  readonly object: Omit<NewObject, 'bytes'>;
  readonly precondition: Precondition;
  received: Buffer;
}

/** Sessions that nobody finished are dropped, oldest first. */
const MAX_SESSIONS = 100;

/**
 * The three ways of an upload: `uploadType=media`, `multipart` and `resumable`.
 *
 * @see https://cloud.google.com/storage/docs/uploads-downloads
 */
export function uploadRoutes({ store }: { readonly store: ObjectStore }): Hono {
  const app = new Hono();
  const sessions = new Map<string, Session>();

  async function save(context: Context, object: NewObject, precondition: Precondition) {
    return context.json(objectResource(await store.put(object, precondition), new URL(context.req.url).origin));
  }

  app.post('/b/:bucket/o', async (context) => {
    const bucket = context.req.param('bucket');
    const precondition = readPrecondition((name) => context.req.query(name));
    const body = Buffer.from(await context.req.arrayBuffer());
    const contentType = context.req.header('content-type') ?? '';
    switch (context.req.query('uploadType') ?? '') {
      case 'media':
        return await save(context, { bucket, name: objectName(context), bytes: body, contentType }, precondition);
      case 'multipart': {
        const { json, bytes, type } = readMultipartRelated(body, contentType);
        return await save(context, { ...describe(bucket, context, json, type), bytes }, precondition);
      }
      case 'resumable': {
        const object = describe(bucket, context, body.toString('utf8'), context.req.header('x-upload-content-type'));
        precondition(await store.get(bucket, object.name));
        if (!(await store.getBucket(bucket))) throw storageError(404, 'The specified bucket does not exist.');
        const id = randomUUID();
        const [oldest] = sessions.keys();
        if (sessions.size >= MAX_SESSIONS && oldest) sessions.delete(oldest);
        sessions.set(id, { object, precondition, received: Buffer.alloc(0) });
        const url = new URL(context.req.url);
        url.searchParams.set('upload_id', id);
        return context.body(null, 200, { location: url.href });
      }
      default:
        throw storageError(400, 'uploadType must be media, multipart or resumable.');
    }
  });

  app.put('/b/:bucket/o', async (context) => {
    const id = context.req.query('upload_id') ?? '';
    const session = sessions.get(id);
    if (!session) throw storageError(404, 'This upload session is not known or has ended.');
    const body = Buffer.from(await context.req.arrayBuffer());
    const [, first = '', last = '', total = '*'] =
      /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/.exec(context.req.header('content-range') ?? '') ?? [];
    const isQuestion = first === '' && context.req.header('content-range') !== undefined;
    if (!isQuestion) session.received = Buffer.concat([session.received.subarray(0, Number(first || 0)), body]);
    const isWhole = total === '*' ? last === '' || last === '*' : session.received.byteLength >= Number(total);
    if ((isQuestion && total === '*') || !isWhole) {
      const { byteLength } = session.received;
      return new Response(null, {
        status: 308,
        headers: byteLength === 0 ? {} : { range: `bytes=0-${byteLength - 1}` },
      });
    }
    sessions.delete(id);
    return await save(context, { ...session.object, bytes: session.received }, session.precondition);
  });
  return app;
}

function objectName(context: Context, fallback?: string): string {
  const name = context.req.query('name') ?? fallback ?? '';
  if (!isObjectName(name)) throw storageError(400, `Disallowed object name: "${name}".`);
  return name;
}

function describe(bucket: string, context: Context, json: string, type: string | undefined): Omit<NewObject, 'bytes'> {
  let value: unknown;
  try {
    value = JSON.parse(json === '' ? '{}' : json);
  } catch {
    throw storageError(400, 'The metadata of the upload is not JSON.');
  }
  const parsed = objectMetadata.safeParse(value);
  if (!parsed.success) throw storageError(400, z.prettifyError(parsed.error));
  const contentType = parsed.data.contentType ?? type;
  return {
    bucket,
    name: objectName(context, parsed.data.name),
    ...(contentType === undefined ? {} : { contentType }),
    ...(parsed.data.metadata === undefined ? {} : { metadata: parsed.data.metadata }),
  };
}
