import { type GateSpec, gateSpec } from './gate-spec.ts';

export const GATE_PRESET_NAMES = ['quick', 'standard', 'strict'] as const;
export type GatePresetName = (typeof GATE_PRESET_NAMES)[number];

export interface GatePreset {
  readonly title: string;
  /** What it is good for, in a sentence. */
  readonly text: string;
  readonly gate: GateSpec;
}

/** Gates to choose from: the finer the difference they can tell, the longer they take. */
export const GATE_PRESETS: Readonly<Record<GatePresetName, GatePreset>> = {
  quick: {
    title: 'Quick',
    text: 'Finds what is about twice as slow, or fails often.',
    gate: gateSpec.parse({
      maxP95Increase: 0.5,
      maxTtftP95Increase: 0.5,
      maxErrorRateIncrease: 0.05,
      minGoodputRatio: 0.75,
      users: 8,
      roundSeconds: 15,
      maxRounds: 6,
    }),
  },
  standard: {
    title: 'Standard',
    text: 'Finds what is half as slow again, or fails now and then.',
    gate: gateSpec.parse({}),
  },
  strict: {
    title: 'Strict',
    text: 'Finds a fifth more waiting. Needs a quiet service and patience.',
    gate: gateSpec.parse({
      maxP95Increase: 0.1,
      maxTtftP95Increase: 0.15,
      maxErrorRateIncrease: 0.01,
      minGoodputRatio: 0.95,
      users: 20,
      roundSeconds: 40,
      minRounds: 6,
      maxRounds: 16,
    }),
  },
};
