import { isIPv6 } from 'node:net';

export interface OllamaHost {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

const OLLAMA_PORT = 11_434;
const PORT_OF_SCHEME = { http: 80, https: 443 } as const;

/**
 * Reads OLLAMA_HOST as Ollama does: `0.0.0.0:8080`, `:8080`, `example`, `https://example`, `[::1]:11434`.
 * @see https://github.com/ollama/ollama/blob/main/envconfig/config.go
 */
export function parseOllamaHost(text: string): OllamaHost {
  const [, scheme, rest = ''] = /^(?:(https?):\/\/)?(.*)$/is.exec(text.trim()) ?? [];
  const secure = scheme?.toLowerCase() === 'https' ? 'https' : 'http';
  const [address = ''] = rest.split('/');
  const fallback = scheme === undefined ? OLLAMA_PORT : PORT_OF_SCHEME[secure];
  if (isIPv6(address)) return { scheme: secure, host: address, port: fallback };
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(address) ?? [];
  const number = port ? Number(port) : fallback;
  return {
    scheme: secure,
    host: bracketed || plain || (port === undefined ? '127.0.0.1' : ''),
    port: number <= 65_535 ? number : fallback,
  };
}

/** The URL at which a client finds a server that listens there: every address of a machine includes its own loopback. */
export function clientUrl({ scheme, host, port }: OllamaHost): string {
  const reachable = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `${scheme}://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`;
}
