// The program of the test image: does what its path says, and tells who and where it is.
import { createServer } from 'node:http';

// biome-ignore lint/style/noProcessEnv: a container's configuration is its environment.
const ENV = process.env;
const {
  MODE,
  PORT,
  K_SERVICE,
  K_REVISION,
  K_CONFIGURATION,
  GREETING,
  GCE_METADATA_HOST,
  FIRESTORE_EMULATOR_HOST,
  HOST,
} = ENV;
console.log(`mode ${MODE ?? 'serve'} of ${K_REVISION}`);
if (MODE === 'exit') {
  console.error('cannot find the model weights');
  process.exit(3);
}
/** How long /ready says it is not. */
const WARM_UP_MS = 300;
const startedAtMs = Date.now();
let active = 0;
/** Calls another service with this one's own identity, as google-auth-library would. */
async function callAsMyself(url) {
  const path = `/computeMetadata/v1/instance/service-accounts/default/identity?audience=${url}`;
  const identity = await fetch(`http://${GCE_METADATA_HOST}${path}`, { headers: { 'Metadata-Flavor': 'Google' } });
  const answer = await fetch(url, { headers: { authorization: `Bearer ${await identity.text()}` } });
  return answer.status;
}

/** Of the processors, by this program. */
function usedMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const server = createServer((request, response) => {
  active += 1;
  response.once('close', () => {
    active -= 1;
  });
  const { pathname, searchParams } = new URL(request.url, 'http://container');
  switch (pathname) {
    case '/hang':
      request.once('close', () => console.log('hang closed'));
      response.once('close', () =>
        console.log(JSON.stringify({ severity: 'NOTICE', message: 'client left', path: pathname })),
      );
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('first\n');
      return;
    case '/ready':
      response.statusCode = Date.now() - startedAtMs < WARM_UP_MS ? 503 : 204;
      response.end();
      return;
    case '/broken':
      response.statusCode = 500;
      response.end();
      return;
    case '/silent':
      console.log('silent begun');
      return;
    case '/slow': {
      const answer = JSON.stringify({ pid: process.pid, active });
      setTimeout(() => response.end(answer), 50);
      return;
    }
    case '/burn': {
      // By its own clock: on a busy machine it takes longer, and is as much.
      const untilMs = usedMs() + Number(searchParams.get('ms'));
      while (usedMs() < untilMs);
      response.end();
      return;
    }
    case '/crash':
      console.error('crashing as told');
      process.exit(9);
      return;
    case '/call':
      void callAsMyself(searchParams.get('url')).then((status) => response.end(String(status)));
      return;
    case '/echo':
      response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] });
      request.pipe(response);
      return;
    default:
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          pid: process.pid,
          path: request.url,
          headers: request.headers,
          env: {
            K_SERVICE,
            K_REVISION,
            K_CONFIGURATION,
            GREETING,
            PORT,
            GCE_METADATA_HOST,
            FIRESTORE_EMULATOR_HOST,
          },
        }),
      );
  }
});
if (MODE !== 'deaf') server.listen(Number(PORT), HOST ?? '127.0.0.1');
else setInterval(() => undefined, 1_000);
process.on('SIGTERM', () => {
  console.log('SIGTERM received');
  if (MODE === 'stubborn') return;
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
