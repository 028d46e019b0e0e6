import type { Caller } from '../platform/identify-caller.ts';
import { keyedId } from '../platform/stable-hash.ts';

/** The id of the deployment that a key means in one region; no key has a space, so it can be no other key's. */
export function regionalId({ uid }: Pick<Caller, 'uid'>, idempotencyKey: string, region: string): string {
  return keyedId(uid, `${idempotencyKey} ${region}`);
}
