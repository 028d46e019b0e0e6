import { costUsdPerHour, type GpuPrices, gateSecondsOf, sumKnown } from '@proving-ground/shared';
import { formatUsd } from '../../format/money.ts';
import { numberOf } from '../../format/number-of.ts';
import type { DeployForm } from './deploy-form.ts';

const SECONDS_PER_HOUR = 3_600;

/** What a load gate adds in time and money, in a sentence; null while what it depends on is no number yet. */
export function gateEstimate({ gate, backend, agent, scope }: DeployForm, prices: GpuPrices): string | null {
  const rounds = {
    roundSeconds: numberOf(gate.roundSeconds),
    minRounds: numberOf(gate.minRounds),
    maxRounds: numberOf(gate.maxRounds),
  };
  const { least, usual } = gateSecondsOf(rounds);
  const gpuType = backend.gpuType || null;
  const backendUsd = costUsdPerHour({ ...sizeOf(backend), gpuType }, prices);
  const agentUsd = costUsdPerHour(sizeOf(agent));
  // A release of the agent alone asks the model server that serves already.
  const usdPerHour = sumKnown([agentUsd, agentUsd, backendUsd, scope === 'agent' ? 0 : backendUsd]);
  if (!Number.isFinite(least + usual + (usdPerHour ?? 0)) || usual < least) return null;
  const costOf = (seconds: number) => formatUsd(((usdPerHour ?? 0) * seconds) / SECONDS_PER_HOUR);
  const cost = usdPerHour === null ? 'what it costs is unknown' : `about ${costOf(least)} to ${costOf(usual)}`;
  const awake = gpuType ? ', each with its own GPU' : '';
  return `Adds ${minutesOf(least)} to ${minutesOf(usual)} minutes, and ${cost}: both releases are kept awake${
    scope === 'agent' ? '' : awake
  }.`;
}

function sizeOf({ cpuCount, memoryGiB }: Pick<DeployForm['agent'], 'cpuCount' | 'memoryGiB'>) {
  return { cpuCount: numberOf(cpuCount), memoryGiB: numberOf(memoryGiB) };
}

function minutesOf(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}
