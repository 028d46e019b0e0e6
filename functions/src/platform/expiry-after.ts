const MS_PER_DAY = 86_400_000;

/** What the TTL policies of Firestore go by: past it, a document is deleted within a day or so.
 * @see https://firebase.google.com/docs/firestore/ttl */
export function expiryAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * MS_PER_DAY);
}
