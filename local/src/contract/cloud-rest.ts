import * as gax from 'google-gax';
import type { CloudTarget } from './contract-target.ts';

export interface CloudRest {
  /** One JSON call as Application Default Credentials allow it; null where there is nothing. @throws Error */
  call(method: 'GET' | 'POST' | 'DELETE', host: string, path: string, body?: object): Promise<unknown>;
  upload(bucket: string, name: string, bytes: Buffer): Promise<void>;
  /** Null when it is not there. */
  download(bucket: string, name: string): Promise<string | null>;
}

const SCOPES = 'https://www.googleapis.com/auth/cloud-platform';
const STORAGE = 'storage.googleapis.com';

/** The small calls around the tests, for which the clients would be too much. */
export function createCloudRest({ elsewhere }: CloudTarget): CloudRest {
  const auth = new gax.GoogleAuth({ scopes: SCOPES });
  const baseOf = (host: string) => {
    if (!elsewhere) return `https://${host}`;
    // The twin has Cloud Storage at its root, where that has its own address.
    return host === STORAGE ? elsewhere.restUrl : `${elsewhere.restUrl}/${host}`;
  };
  async function send(url: string, init: { readonly method: string; readonly body?: Buffer; readonly data?: object }) {
    const { token } = await (await auth.getClient()).getAccessToken();
    const response = await fetch(url, {
      method: init.method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(init.data ? { 'content-type': 'application/json' } : {}),
      },
      ...(init.data ? { body: JSON.stringify(init.data) } : {}),
      ...(init.body ? { body: init.body } : {}),
    });
    if (response.status === 404) return null;
    if (!response.ok)
      throw new Error(`${init.method} ${url}: ${response.status} ${(await response.text()).slice(0, 500)}`);
    return response;
  }
  return {
    call: async (method, host, path, data) => {
      const response = await send(`${baseOf(host)}${path}`, { method, ...(data && { data }) });
      const text = await response?.text();
      return text ? JSON.parse(text) : null;
    },
    upload: async (bucket, name, body) => {
      const path = `/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${encodeURIComponent(name)}`;
      await send(`${baseOf(STORAGE)}${path}`, { method: 'POST', body });
    },
    download: async (bucket, name) => {
      const path = `/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}?alt=media`;
      const response = await send(`${baseOf(STORAGE)}${path}`, { method: 'GET' });
      return response ? await response.text() : null;
    },
  };
}
