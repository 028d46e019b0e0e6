import type { Policy } from '../plan/policy.ts';
import type { FakeState } from './fake-state.ts';

export interface FakeRequest {
  readonly state: FakeState;
  /** What the path's named parts are. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
}

export const ok = (body: unknown): FakeAnswer => ({ status: 200, body });

/** As Google words its errors; `reason` is the one of an ErrorInfo. */
export function refused(status: number, message: string, reason?: string): FakeAnswer {
  const details = reason ? [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] : [];
  return { status, body: { error: { code: status, message, details } } };
}

export const notFound = (): FakeAnswer => refused(404, 'Requested entity was not found.');
export const taken = (): FakeAnswer => refused(409, 'Requested entity already exists.');

/** Begins an operation; what it makes is there at once. */
export function begun(state: FakeState, name: string): FakeAnswer {
  state.operations.set(name, state.pollsPerOperation);
  return ok(state.pollsPerOperation > 0 ? { name } : { name, done: true, response: {} });
}

/** Reading a policy, as every API has it: conditions come only to those who ask for version 3. */
export function policyAnswer(policy: Policy, version: unknown): FakeAnswer {
  const asked = Number(version ?? 1);
  if (asked === 3) return ok(policy);
  return ok({ ...policy, bindings: policy.bindings.map((each) => ({ ...each, condition: undefined })) });
}

/** Writing a policy: with the etag of the one that is in effect, and only for accounts that are there. */
export function replacePolicy(
  current: Policy,
  next: Policy,
  { state, conflict = 409 }: { readonly state: FakeState; readonly conflict?: number },
): FakeAnswer & { readonly policy?: Policy } {
  if (next.etag !== current.etag) return refused(conflict, 'There were concurrent policy changes.', 'ABORTED');
  const strangers = next.bindings
    .flatMap(({ members }) => members)
    .filter((member) => member.startsWith('serviceAccount:') && !state.accounts.has(member.slice(15)));
  if (strangers.length > 0) return refused(400, `Service account ${strangers[0]} does not exist.`);
  const hasConditions = next.bindings.some(({ condition }) => condition);
  if (hasConditions && next['version'] !== 3) return refused(400, 'Conditions need version 3.');
  const number = Number(current.etag?.split('-')[1] ?? 0) + 1;
  const policy = { ...next, etag: `etag-${number}` };
  return { ...ok(policy), policy };
}
