import { Hono } from 'hono';
import { pullRequest, showRequest } from '../answers/request-schemas.ts';
import { ApiError } from '../api-error.ts';
import { shortModelName } from '../model-name.ts';
import type { StoredModel } from '../store/model-store.ts';
import type { PullProgress } from '../weights/pull-progress.ts';
import { callerSignal } from './caller-signal.ts';
import { findModel, readModelName } from './find-model.ts';
import { type JsonLine, streamLines } from './json-lines.ts';
import type { Resident } from './loaded-models.ts';
import { progressLines } from './progress-lines.ts';
import { readBody } from './read-body.ts';
import type { ServerContext } from './server-context.ts';
import { showModel } from './show-model.ts';

/** Ollama's own stand-in for "never". */
const FAR_FUTURE_MS = 292 * 365 * 86_400_000;

/** The routes about models. */
export function modelRoutes(context: ServerContext): Hono {
  const { store, models } = context;
  return new Hono()
    .get('/api/tags', async (c) => c.json({ models: (await store.list()).map(listed) }))
    .get('/api/ps', (c) => c.json({ models: models.list().map(running) }))
    .post('/api/show', async (c) =>
      c.json(await showModel(store, await findModel(store, await readBody(c.req.raw, showRequest)))),
    )
    .post('/api/pull', async (c) => {
      const { model, stream } = await readBody(c.req.raw, pullRequest);
      const lines = pull(context, { model, signal: callerSignal(c.req.raw) });
      if (stream) return await streamLines(lines);
      for await (const line of lines) if ('error' in line) throw new ApiError(500, String(line['error']));
      return c.json({ status: 'success' });
    });
}

const named = ({ name, details, digest }: StoredModel) => {
  const short = shortModelName(name);
  return { name: short, model: short, digest, details };
};

const listed = (stored: StoredModel) => ({
  ...named(stored),
  size: stored.sizeBytes,
  modified_at: stored.modifiedAt.toISOString(),
});

const running = ({ stored, loaded, keepAliveMs, lastUsedAtMs }: Resident) => ({
  ...named(stored),
  size: loaded?.model.memoryBytes ?? 0,
  size_vram: loaded?.model.gpuMemoryBytes ?? 0,
  expires_at: new Date(lastUsedAtMs + Math.min(keepAliveMs, FAR_FUTURE_MS)).toISOString(),
  context_length: loaded?.model.contextTokens ?? 0,
});

async function* pull(
  context: ServerContext,
  request: { readonly model: string; readonly signal: AbortSignal },
): AsyncGenerator<JsonLine, void> {
  const name = readModelName(request.model);
  const { signal } = request;
  yield* progressLines(async (onProgress: (progress: PullProgress) => void) => {
    await context.store.put(name, await context.bringModel(name, { onProgress, signal, check: 'content' }));
    onProgress({ status: 'success' });
    context.onLog(`pulled ${request.model}`);
  });
}
