import type { Event } from '@google/adk';
import type { Part } from '@google/genai';

// An event's ids, actions and timings, roughly, in V8's heap.
const EVENT_OVERHEAD_BYTES = 1024;
// Strings outside Latin-1 take two bytes a character; assuming so errs to the safe side.
const BYTES_PER_CHARACTER = 2;

const textLength = (part: Part): number => (part.text?.length ?? 0) + (part.inlineData?.data?.length ?? 0);

/** Estimates the memory an event keeps alive, in bytes. */
export const estimateEventBytes = (event: Event): number =>
  EVENT_OVERHEAD_BYTES +
  BYTES_PER_CHARACTER * (event.content?.parts ?? []).reduce((sum, part) => sum + textLength(part), 0);
