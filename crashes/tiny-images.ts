import { createHash } from 'node:crypto';
import type { SourceArchive } from '../functions/src/gcp/source-archive.ts';
import { packFiles } from '../local/src/testing/pack-files.ts';

const DOCKERFILE = `FROM node:24-slim
ARG MODEL
WORKDIR /app
COPY server.mjs .
CMD ["node", "server.mjs"]
`;

/** Listens as late as its variable says: a slow roll-out. */
const LISTEN = `setTimeout(() => server.listen(process.env.PORT, '127.0.0.1'), Number(process.env.START_DELAY_MS ?? 0));
process.on('SIGTERM', () => process.exit(0));
`;

const BACKEND = `import { createServer } from 'node:http';
const server = createServer((_request, response) => response.end('Ollama is running'));
${LISTEN}`;

/** Speaks ADK's wire, and answers only when its own backend lets it in: what was granted is really there. */
const AGENT = `import { createServer } from 'node:http';
const { OLLAMA_API_BASE, GCE_METADATA_HOST } = process.env;
async function askBackend() {
  const path = '/computeMetadata/v1/instance/service-accounts/default/identity?audience=' + process.env.OLLAMA_API_BASE;
  const token = await fetch('http://' + GCE_METADATA_HOST + path, { headers: { 'Metadata-Flavor': 'Google' } });
  const answer = await fetch(OLLAMA_API_BASE, { headers: { authorization: 'Bearer ' + (await token.text()) } });
  return answer.status;
}
const server = createServer(async (request, response) => {
  if (request.url !== '/run_sse') return response.end('{}');
  const status = await askBackend().catch(() => 0);
  const frame = status === 200
    ? { content: { role: 'model', parts: [{ text: 'Bamboo!' }] } }
    : { errorCode: 'BACKEND_REFUSED', errorMessage: 'The backend answered ' + status + '.' };
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: ' + JSON.stringify(frame) + '\\n\\n');
});
${LISTEN}`;

/** What stands in for the two images of the product: as small as they can be, and built and started for real. */
const PROGRAMS = { backend: BACKEND, agent: AGENT } as const;

export async function tinyArchive(kind: keyof typeof PROGRAMS): Promise<SourceArchive> {
  const packed = await packFiles({ Dockerfile: DOCKERFILE, 'server.mjs': PROGRAMS[kind] });
  const hash = createHash('sha256').update(packed).digest('hex');
  return { object: `source/${kind}-${hash}.tgz`, read: () => Promise.resolve(packed) };
}
