import { GoogleAuth } from 'google-auth-library';
import { callApi } from '../platform/failure-mapping.ts';
import { localCloud } from './local-cloud.ts';

const TIMEOUT_MS = 15_000;
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
let auth: GoogleAuth | undefined;

export interface RestRequest {
  /** Name for messages, for example `Artifact Registry`. */
  readonly api: string;
  /** For example `artifactregistry.googleapis.com`. */
  readonly host: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With the leading slash and the version. */
  readonly path: string;
  readonly body?: object;
}

/** One authorised JSON call, for the small APIs whose gRPC clients would weigh more than the call is worth.
 * @throws Failure translated from the HTTP status */
export async function googleRest(request: RestRequest): Promise<unknown> {
  const { api, host, method, path, body } = request;
  const local = localCloud();
  const base = local ? `${local.httpBase}/${host}` : `https://${host}`;
  auth ??= new GoogleAuth({ scopes: SCOPE });
  const client = auth;
  return await callApi(api, async () => {
    const response = await client.request({
      url: `${base}${path}`,
      method,
      timeout: TIMEOUT_MS,
      ...(body ? { data: body } : {}),
    });
    return response.data;
  });
}
