import { expect, test } from 'vitest';
import { createTestApp } from './create-test-app.ts';

/**
 * One request and what it is answered with, as captured from Python ADK 2.13's API server; rows whose title begins with
 * "ours" are where this service differs on purpose.
 */
export interface WireRow {
  readonly title: string;
  /** Sessions of u1 that exist beforehand. */
  readonly sessions?: readonly string[];
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly status: number;
  readonly answer: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const SESSIONS = '/apps/production_agent/users/u1/sessions';
export const SECONDS: unknown = expect.closeTo(Date.now() / 1000, -3);
export const EMPTY_ACTIONS = {
  stateDelta: {},
  artifactDelta: {},
  requestedAuthConfigs: {},
  requestedToolConfirmations: {},
};

/** A refusal in the shape of FastAPI. */
export const fault = (loc: readonly (string | number)[], more: object) => ({ detail: [{ loc, ...more }] });

export const missing = (field: string, input: unknown) =>
  fault(['body', field], { type: 'missing', msg: 'Field required', input });

/** Refuses a method of a path. */
export const notAllowed = (method: string, path: string, allow: string): WireRow => ({
  title: `${method} ${path}`,
  method,
  path,
  status: 405,
  answer: { detail: 'Method Not Allowed' },
  headers: { allow },
});

/** Makes one test of each row, on a service of its own. */
export const testRows = (rows: readonly WireRow[]): void => {
  test.each(rows)('$title: $status', async (row) => {
    const { sessions, send } = createTestApp();
    for (const sessionId of row.sessions ?? [])
      await sessions.createSession({ appName: 'production_agent', userId: 'u1', sessionId });
    const init = row.contentType === undefined ? {} : { headers: { 'content-type': row.contentType } };
    const response = await send(row.method, row.path, row.body, init);
    expect({ status: response.status, answer: await response.json() }).toEqual({
      status: row.status,
      answer: row.answer,
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(Object.fromEntries(response.headers)).toMatchObject(row.headers ?? {});
  });
};
