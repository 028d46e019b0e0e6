import type { HttpFailureCause } from './http-transport.ts';

const BY_CODE: Readonly<Record<string, HttpFailureCause>> = {
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'timeout',
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'refused',
  EAI_AGAIN: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  // The generator's own limits: no connection was made either.
  EADDRNOTAVAIL: 'refused',
  EMFILE: 'refused',
};

/** Sorts an error of Node's HTTP client by its code; its message is never shown, it may hold an address. */
export function classifyError(error: Error): { readonly cause: HttpFailureCause; readonly detail: string } {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const known = BY_CODE[code];
  if (known) return { cause: known, detail: code };
  const isTls = /CERT|TLS|SSL|ISSUER/.test(code);
  return { cause: isTls ? 'refused' : 'protocol', detail: code.slice(0, 80) };
}
