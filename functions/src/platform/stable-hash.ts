import { createHash } from 'node:crypto';

/** Equal for equal values, whatever the order of their fields. */
export function stableHash(value: unknown): string {
  return sha256(JSON.stringify(sortKeys(value)));
}

/** The same person with the same key always means the same document. */
export function keyedId(uid: string, idempotencyKey: string): string {
  return sha256(`${uid}\n${idempotencyKey}`).slice(0, 20);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
