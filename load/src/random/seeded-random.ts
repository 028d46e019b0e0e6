/** Numbers in [0, 1), the same for the same seed and stream. */
export type Random = () => number;

const GOLDEN = 0x9e37_79b9;

/**
 * A small generator (mulberry32) whose streams do not depend on each other: a user behaves the same whichever shard it is
 * in. Not for secrets.
 */
export function createRandom(seed: number, stream: number): Random {
  let state = mix(mix(seed) ^ Math.imul(stream + 1, GOLDEN));
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    return mix32(state) / 2 ** 32;
  };
}

function mix32(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** Spreads neighbouring seeds far apart. */
function mix(value: number): number {
  let mixed = (value ^ (value >>> 16)) | 0;
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}
