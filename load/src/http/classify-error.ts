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

/** How undici tells of a connection that ended in the middle of something. */
const ENDED_EARLY: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);
/** The same between the chunks of a last answer; its parser gives its errors no codes. */
const ENDED_BETWEEN_CHUNKS = /Invalid EOF state/;

/** Sorts an error of the HTTP client by its code; its message is never shown, it may hold an address. */
export function classifyError(error: Error): { readonly cause: HttpFailureCause; readonly detail: string } {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const known = BY_CODE[code];
  if (known) return { cause: known, detail: code };
  if (ENDED_EARLY.has(code) || ENDED_BETWEEN_CHUNKS.test(error.message)) {
    return { cause: 'reset', detail: 'CLOSED_EARLY' };
  }
  const isTls = /CERT|TLS|SSL|ISSUER/.test(code);
  return { cause: isTls ? 'refused' : 'protocol', detail: code.slice(0, 80) };
}
