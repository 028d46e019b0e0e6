import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePorts, isPortFree } from '../loopback/free-port.ts';
import { choosePorts } from './ports.ts';

test('automatic ports are all different and free', async () => {
  const ports = Object.values(await choosePorts('auto'));
  expect(new Set(ports).size).toBe(ports.length);
  expect(await Promise.all(ports.map(isPortFree))).not.toContain(false);
});

test('a port that somebody listens on is not free', async () => {
  const [port = 0] = await freePorts(1);
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  expect(await isPortFree(port)).toBe(false);
  server.close();
});
