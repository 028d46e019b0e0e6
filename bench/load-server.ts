import type { AddressInfo, Socket } from 'node:net';
import process from 'node:process';
import { createLeanServer } from './lean-http.ts';
import { HEALTH_ANSWER, RUN_ANSWER, SESSION_ANSWER, SSE_ANSWER } from './load-answers.ts';

/**
 * The agent's routes on loopback with answers that cost nothing. A process of its own, so that what a load generator uses
 * is the generator's alone; it counts what really arrived.
 */
const TOKEN_EVERY_MS = 20;
const counts = { runs: 0, events: 0 };

/** Each token is a write of its own, as a model's are: written together they would arrive, and be read, as one. */
const stream = (socket: Socket): void => {
  socket.write(SSE_ANSWER.head);
  const chunks = SSE_ANSWER.chunks.values();
  const timer = setInterval(() => {
    const { value } = chunks.next();
    if (!value || socket.destroyed) {
      clearInterval(timer);
      return;
    }
    socket.write(value);
    counts.events += 1;
  }, TOKEN_EVERY_MS);
};

const server = createLeanServer((path, socket) => {
  if (path === '/run') {
    counts.runs += 1;
    socket.write(RUN_ANSWER);
  } else if (path === '/run_sse') stream(socket);
  else socket.write(path === '/health' ? HEALTH_ANSWER : SESSION_ANSWER);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('message', () => process.send?.(counts));
// Whoever started it has gone.
process.on('disconnect', () => process.exit());
