import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** That many different ports of 127.0.0.1 that nothing listens on right now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  // All are held until the last one is known: a port given back at once may be given out again.
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

export async function freePort(): Promise<number> {
  const server = await listen(0);
  const port = portOf(server);
  await close(server);
  return port;
}

/** Whether 127.0.0.1 lets us listen on this port. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port));
    return true;
  } catch {
    return false;
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('This machine gave no loopback port.');
  return address.port;
}
