import { z } from 'zod';

/** Chosen by the client once per press of the button: the same key always names the same deployment or load test. */
export const idempotencyKey = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'Use 8 to 64 letters, digits, "_" or "-".');
