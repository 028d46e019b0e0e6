import { BackendFailure } from './backend-failure.ts';

/** Gives the `Authorization` value for one request to the backend. */
export type Authorize = (signal: AbortSignal) => Promise<string>;

interface HeaderSource {
  getRequestHeaders(): Promise<Headers>;
}

const createClient = async (audience: string): Promise<HeaderSource> => {
  // Loaded on first use: an open backend never pays for the library. The metadata server is named outright, because
  // looking for credentials of every other kind first takes almost half a second of the first answer.
  const { Compute, IdTokenClient } = await import('google-auth-library');
  return new IdTokenClient({ targetAudience: audience, idTokenProvider: new Compute() });
};

// A token for a tagged URL (https://TAG---SERVICE-...) names the service all the same.
const audienceOf = (serviceUrl: string): string => {
  const { protocol, host } = new URL(serviceUrl);
  return `${protocol}//${host.replace(/^[^.]+?---/, '')}`;
};

const raceAbort = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });

/**
 * Authorises calls to a private Cloud Run service with an ID token of this service's own account, which the metadata server
 * gives and which is kept until it expires.
 * https://cloud.google.com/run/docs/authenticating/service-to-service
 */
export const createIdentityTokens = ({
  serviceUrl,
  connect = createClient,
}: {
  readonly serviceUrl: string;
  readonly connect?: (audience: string) => Promise<HeaderSource>;
}): Authorize => {
  const audience = audienceOf(serviceUrl);
  let client: Promise<HeaderSource> | undefined;

  const fetchToken = async (): Promise<string> => {
    try {
      client ??= connect(audience);
      const authorization = (await (await client).getRequestHeaders()).get('authorization');
      if (authorization === null) throw new Error('the credentials gave no token');
      return authorization;
    } catch (error) {
      // A failed look-up of credentials must not be remembered: the metadata server may only be slow to start.
      client = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      throw new BackendFailure('BACKEND_UNAUTHORIZED', `No ID token for ${audience}: ${reason}`, { cause: error });
    }
  };
  return (signal) => raceAbort(fetchToken(), signal);
};
