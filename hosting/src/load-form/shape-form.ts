import { type LoadShape, loadShape } from '@proving-ground/shared';
import { numberOf } from '../format/number-of.ts';

/** How the load goes over time, as it is typed; levels and times in percent of the full load and of the duration. */
export interface ShapeForm {
  readonly kind: LoadShape['kind'];
  readonly rampFromPercent: string;
  readonly rampPercent: string;
  readonly steps: string;
  readonly spikeBasePercent: string;
  readonly spikeStartPercent: string;
  readonly spikeLengthPercent: string;
  readonly soakPercent: string;
}

/** The form of a shape; the fields of the others begin with their defaults. */
export function shapeFormOf(shape: LoadShape): ShapeForm {
  const ramp = shapeOrDefault(shape, 'ramp');
  const spike = shapeOrDefault(shape, 'spike');
  return {
    kind: shape.kind,
    rampFromPercent: percentText(ramp.fromLevel),
    rampPercent: percentText(ramp.rampFraction),
    steps: String(shapeOrDefault(shape, 'steps').steps),
    spikeBasePercent: percentText(spike.baseLevel),
    spikeStartPercent: percentText(spike.startFraction),
    spikeLengthPercent: percentText(spike.lengthFraction),
    soakPercent: percentText(shapeOrDefault(shape, 'soak').rampFraction),
  };
}

/** The shape in the schema's terms and not yet checked. */
export function shapeInput(form: ShapeForm): unknown {
  const { kind } = form;
  switch (kind) {
    case 'constant':
      return { kind };
    case 'ramp':
      return { kind, fromLevel: fractionOf(form.rampFromPercent), rampFraction: fractionOf(form.rampPercent) };
    case 'steps':
      return { kind, steps: numberOf(form.steps) };
    case 'spike':
      return {
        kind,
        baseLevel: fractionOf(form.spikeBasePercent),
        startFraction: fractionOf(form.spikeStartPercent),
        lengthFraction: fractionOf(form.spikeLengthPercent),
      };
    case 'soak':
      return { kind, rampFraction: fractionOf(form.soakPercent) };
  }
}

function shapeOrDefault<K extends LoadShape['kind']>(shape: LoadShape, kind: K): Extract<LoadShape, { kind: K }> {
  // The schema returns the kind it was given; its type cannot say so.
  return (shape.kind === kind ? shape : loadShape.parse({ kind })) as Extract<LoadShape, { kind: K }>;
}

/** Rounded: 0.29 × 100 is 28.999999999999996. */
function percentText(fraction: number): string {
  return String(Number((fraction * 100).toPrecision(12)));
}

function fractionOf(percentText: string): number {
  return numberOf(percentText) / 100;
}
