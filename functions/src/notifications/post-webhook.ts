import { lookup as lookUpName } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Failure } from '@proving-ground/shared';
import { isPublicAddress } from './public-address.ts';
import type { SignedWebhook } from './sign-webhook.ts';

const TIMEOUT_MS = 10_000;
const TRY_AGAIN = [408, 425, 429];

/**
 * Calls a webhook. The name is looked up once and the very address that was checked is called, so a name that changes its
 * mind leads nowhere. Redirects are not followed, and what it answers is not read.
 *
 * @throws Failure, retryable when another attempt may go better
 */
export async function postWebhook(
  url: string,
  { body, headers }: SignedWebhook,
  { allowThisMachine }: { readonly allowThisMachine: boolean },
): Promise<void> {
  const { protocol, hostname } = new URL(url);
  if (!allowThisMachine && (protocol !== 'https:' || !isAllowedName(hostname))) throw notPublic(hostname);
  const { request } = protocol === 'https:' ? https : http;
  const status = await new Promise<number>((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        agent: false,
        ...(allowThisMachine ? {} : { lookup: publicLookup }),
      },
      (response) => {
        response.destroy();
        resolve(response.statusCode ?? 0);
      },
    );
    call.on('error', reject);
    call.end(body);
  }).catch((error: unknown) => {
    throw error instanceof Failure ? error : unreached(hostname, error);
  });
  if (status < 200 || status >= 300) throw refused(hostname, status);
}

/** An address that is written out is never looked up. */
function isAllowedName(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) === 0 || isPublicAddress(address);
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUpName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '');
      return;
    }
    const [first] = addresses;
    // One that is not public is enough: which one is called is not for the name to choose.
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
      callback(notPublic(hostname), '');
      return;
    }
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function notPublic(host: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'WEBHOOK_NOT_PUBLIC',
    message: `The webhook at ${host} is not called: it is not https on the public internet.`,
    nextStep: 'Give an https address that everybody could reach.',
    retryable: false,
  });
}

function unreached(host: string, error: unknown): Failure {
  const { name, code } = (error ?? {}) as { readonly name?: string; readonly code?: string };
  const isLate = name === 'TimeoutError' || name === 'AbortError';
  const why = isLate ? `no answer in ${TIMEOUT_MS / 1_000} seconds` : (code ?? String(error));
  return new Failure(
    {
      code: 'unavailable',
      reason: 'WEBHOOK_UNREACHED',
      message: `The webhook at ${host} could not be reached: ${why}.`.slice(0, 500),
      nextStep: 'Check the address, and that it can be reached from the internet.',
      retryable: true,
    },
    { cause: error },
  );
}

function refused(host: string, status: number): Failure {
  const isRedirect = status >= 300 && status < 400;
  return new Failure({
    code: 'failed-precondition',
    reason: 'WEBHOOK_REFUSED',
    message: `The webhook at ${host} answered with status ${status}.`,
    nextStep: isRedirect ? 'Give the address that it redirects to.' : 'Look into the log of whatever answers there.',
    retryable: status >= 500 || TRY_AGAIN.includes(status),
  });
}
