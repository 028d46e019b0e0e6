import {
  type GpuPrices,
  type LiveService,
  type LoadTestTarget,
  loadTestTargetOf,
  MODEL_CATALOGUE,
} from '@proving-ground/shared';
import { runningPairs } from '../pages/overview/running-pairs.ts';

/** A live agent that can be put under load. */
export interface LoadTargetChoice {
  /** `region~service`. */
  readonly key: string;
  readonly target: LoadTestTarget;
}

/** The agents that serve now, each with the model server it was deployed with. */
export function loadTargetChoices(services: readonly LiveService[], prices: GpuPrices): readonly LoadTargetChoice[] {
  return runningPairs(services).flatMap(({ agent, backend }) => {
    const target = agent && loadTestTargetOf(agent, backend, prices);
    return target ? [{ key: targetKey(target.region, target.agent.name), target }] : [];
  });
}

export function targetKey(region: string, agentServiceName: string): string {
  return `${region}~${agentServiceName}`;
}

/** "production-adk-agent in europe-west1, Gemma 3 270M" */
export function targetText({ agent, region, model }: LoadTestTarget): string {
  return `${agent.name} in ${region}, ${MODEL_CATALOGUE[model].label}`;
}

/** The opposite of {@link targetKey}, in the terms of the callables. */
export function targetName(key: string): { readonly region: string; readonly agentServiceName: string } {
  const [region = '', agentServiceName = ''] = key.split('~');
  return { region, agentServiceName };
}

/** Why a target cannot be tested now, or null when it can. */
export function targetProblem(choices: readonly LoadTargetChoice[], key: string): string | null {
  return choices.some((choice) => choice.key === key) ? null : 'This agent is not live now: choose another one.';
}
