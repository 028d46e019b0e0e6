import { LATE_MS, type Sights, SLOWDOWN } from './find-bottleneck.ts';
import type { ServiceSight } from './service-sight.ts';
import { durationText, percentText, serviceTexts } from './service-text.ts';

/** Everything that was weighed, whatever came of it. */
export function evidenceTexts({ run, agent, backend }: Sights): readonly string[] {
  const { split, cold, slowdown } = run;
  const waits = split && [
    `waited ${durationText(split.atAgentDoor.ms)} on the way to the agent`,
    `${durationText(split.forBackend.ms)} for the model server`,
    `and the model worked on it for ${durationText(split.atWork.ms)}`,
  ];
  return [
    ...(waits ? [`A mean answer took ${durationText(split.totalMs)}: it ${waits.join(', ')}.`] : []),
    ...(backend ? serviceTexts('model server', backend) : []),
    ...serviceTexts('agent', agent),
    ...(run.agentRefusals > 0 ? [`${run.agentRefusals} requests were turned away at the agent with 429.`] : []),
    ...(run.backendRefusals > 0
      ? [`${run.backendRefusals} answers failed because the model server was too busy.`]
      : []),
    ...(run.unavailable > 0
      ? [`${run.unavailable} requests were answered with 503, as the agent does when the model server is too busy.`]
      : []),
    ...(run.timeouts > 0 ? [`${run.timeouts} requests ran out of time.`] : []),
    ...(cold.answers > 0
      ? [
          `${cold.answers} answers were cold; ${percentText(cold.share)} of ${split ? 'all waiting was for that' : 'all answers'}.`,
        ]
      : []),
    ...(slowdown === null || slowdown < SLOWDOWN
      ? []
      : [`Under the full load a median answer took ${slowdown.toFixed(1)} times as long as under little.`]),
    ...(run.lateMs !== null && run.lateMs > LATE_MS
      ? [`Requests left up to ${durationText(run.lateMs)} late (99th percentile).`]
      : []),
  ];
}

/** What would have made the conclusion surer. */
export function gapTexts({ run, agent, backend }: Sights): readonly string[] {
  return [
    ...(run.split ? [] : ['Where the time of the answers went is not known: the agent did not tell.']),
    ...(backend ? gapsOf('model server', backend) : ['The model server of this test is not on record.']),
    ...gapsOf('agent', agent),
  ];
}

function gapsOf(name: string, { instances, inFlight, cpu }: ServiceSight): readonly string[] {
  const missing = [
    ...(instances === null ? ['instances'] : []),
    ...(inFlight === null ? ['requests in flight'] : []),
    ...(cpu === null ? ['CPU'] : []),
  ];
  return missing.length === 0 ? [] : [`Of the ${name} nothing is known of its ${missing.join(', ')}.`];
}
