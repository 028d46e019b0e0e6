import {
  GATE_PRESET_NAMES,
  GATE_PRESETS,
  type GatePresetName,
  type GateSpec,
  type LoadScenario,
  SHIPPED_SCENARIOS,
  type ShippedScenarioName,
} from '@proving-ground/shared';
import { numberOf } from '../../format/number-of.ts';

/** The load gate as it is typed; what is typed stays while it is switched off. */
export interface GateForm {
  readonly isOn: boolean;
  /** These four in percent. */
  readonly p95Percent: string;
  /** Empty: not judged. */
  readonly ttftPercent: string;
  readonly errorPercent: string;
  readonly goodputPercent: string;
  readonly users: string;
  readonly roundSeconds: string;
  readonly minRounds: string;
  readonly maxRounds: string;
  /** A name of ours; empty for one that came with the specification. */
  readonly scenario: string;
  readonly ownScenario: LoadScenario | null;
}

/** The form of a gate; without one, switched off with the standard values. */
export function gateFormOf(gate: GateSpec | null): GateForm {
  const { scenario, ...values } = gate ?? GATE_PRESETS.standard.gate;
  const isOwn = typeof scenario !== 'string';
  return {
    isOn: gate !== null,
    p95Percent: percentOf(values.maxP95Increase),
    ttftPercent: values.maxTtftP95Increase === null ? '' : percentOf(values.maxTtftP95Increase),
    errorPercent: percentOf(values.maxErrorRateIncrease),
    goodputPercent: percentOf(values.minGoodputRatio),
    users: String(values.users),
    roundSeconds: String(values.roundSeconds),
    minRounds: String(values.minRounds),
    maxRounds: String(values.maxRounds),
    scenario: isOwn ? '' : scenario,
    ownScenario: isOwn ? scenario : null,
  };
}

/** What the form says, in the schema's terms and not yet checked. */
export function gateOfForm(form: GateForm): unknown {
  if (!form.isOn) return null;
  return {
    maxP95Increase: fractionOf(form.p95Percent),
    maxTtftP95Increase: form.ttftPercent.trim() === '' || !hasFirstToken(form) ? null : fractionOf(form.ttftPercent),
    maxErrorRateIncrease: fractionOf(form.errorPercent),
    minGoodputRatio: fractionOf(form.goodputPercent),
    users: numberOf(form.users),
    roundSeconds: numberOf(form.roundSeconds),
    minRounds: numberOf(form.minRounds),
    maxRounds: numberOf(form.maxRounds),
    scenario: form.ownScenario ?? form.scenario,
  };
}

/** The preset whose values these are; null for values of one's own. */
export function presetOf(form: GateForm): GatePresetName | null {
  const same = (name: GatePresetName) => JSON.stringify(gateFormOf(GATE_PRESETS[name].gate)) === JSON.stringify(form);
  return GATE_PRESET_NAMES.find(same) ?? null;
}

/** Whether the scenario streams, so that there is a first token to wait for. */
export function hasFirstToken({ scenario, ownScenario }: GateForm): boolean {
  const { tasks } = ownScenario ?? SHIPPED_SCENARIOS[scenario as ShippedScenarioName];
  return tasks.some((task) => task.kind === 'ask' && task.stream);
}

/** Without the last digits that come from counting in halves and quarters. */
function percentOf(fraction: number): string {
  return String(Number((fraction * 100).toPrecision(12)));
}

function fractionOf(percent: string): number {
  return Number((numberOf(percent) / 100).toPrecision(12));
}
