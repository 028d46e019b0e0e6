import { LATENCY_PHASES, type LatencyPhase, type LatencySplit, splitTotalUs } from './latency-split.ts';

const US_PER_MS = 1_000;
const MS_PER_SECOND = 1_000;

/** What people read of a phase: its name, and what is in it. */
export const PHASE_TEXTS: Readonly<Record<LatencyPhase, { readonly name: string; readonly about: string }>> = {
  way: {
    name: 'To the agent and back',
    about: 'the network, the queue at the agent, an instance of it that had to start',
  },
  agent: { name: 'Agent', about: "the agent's own work" },
  backendWait: {
    name: 'Waiting for the backend',
    about: 'the network, the queue at the model server, an instance of it that had to start',
  },
  modelQueue: { name: 'Waiting for a slot', about: 'in the model server, until one of its slots was free' },
  modelLoad: { name: 'Loading the model', about: 'weights into memory' },
  prompt: { name: 'Reading the prompt', about: 'until the first token' },
  generation: { name: 'Writing the answer', about: 'from the first token to the last' },
};

/** The time of one phase as people read it: as fine as it is short. */
export function phaseTime(us: number): string {
  const ms = us / US_PER_MS;
  if (ms > 0 && ms < 0.05) return 'under 0.1 ms';
  if (ms > 0 && ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < MS_PER_SECOND) return `${Math.round(ms)} ms`;
  return `${(ms / MS_PER_SECOND).toFixed(ms < 10 * MS_PER_SECOND ? 2 : 1)} s`;
}

/** The phase that took longest; the earlier one of two. */
export function longestPhase(split: LatencySplit): LatencyPhase {
  return LATENCY_PHASES.reduce((longest, phase) => (split[phase] > split[longest] ? phase : longest));
}

/** The whole split in one sentence; what took no time is left out. */
export function splitText(split: LatencySplit): string {
  const parts = LATENCY_PHASES.filter((phase) => split[phase] > 0).map(
    (phase) => `${PHASE_TEXTS[phase].name} ${phaseTime(split[phase])}`,
  );
  return `${phaseTime(splitTotalUs(split))}: ${parts.join(', ')}.`;
}
