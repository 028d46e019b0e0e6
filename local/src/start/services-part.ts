import type { Part } from './part.ts';
import type { TwinPart } from './twin-part.ts';

/** The Cloud Run services that an earlier start deployed, at the URLs they had. */
export function servicesPart(twin: TwinPart): Part {
  return {
    name: 'services',
    start: async () => {
      await twin.cloud().resume();
      return undefined;
    },
    // They end with the twin.
    stop: async () => undefined,
  };
}
