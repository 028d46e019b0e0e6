import type { GoogleApi } from './google-apis.ts';

export interface GoogleRequest {
  readonly api: GoogleApi;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With the leading slash and the version. */
  readonly path: string;
  readonly body?: object;
}

/**
 * One authorised JSON call.
 * @throws ApiError for any answer but a good one
 * @throws CredentialsError when there is nobody to call as
 */
export type Google = (request: GoogleRequest) => Promise<unknown>;
