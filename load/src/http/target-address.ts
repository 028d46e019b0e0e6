import { Failure } from '@proving-ground/shared';

export interface TargetAddress {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** As the Host header says it. */
  readonly host: string;
  /** Before every path; without the slash at its end. */
  readonly basePath: string;
}

/** @throws Failure when the text is no base URL of a service. */
export function parseTarget(text: string): TargetAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw refuse(`"${text}" is no target: it must start with http:// or https://.`);
  }
  if (url.username !== '' || url.password !== '') throw refuse('A target URL carries no user name or password.');
  if (url.search !== '' || url.hash !== '') throw refuse('A target is the base URL of a service, without "?" or "#".');
  const secure = url.protocol === 'https:';
  return {
    secure,
    // Node's client wants IPv6 addresses without their brackets.
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    host: url.host,
    basePath: url.pathname.replace(/\/+$/, ''),
  };
}

function refuse(message: string): Failure {
  return new Failure({
    code: 'invalid-argument',
    reason: 'LOAD_TARGET_INVALID',
    message,
    nextStep: 'Give the URL that the deployed agent has, for example https://agent.example.',
    retryable: false,
  });
}
