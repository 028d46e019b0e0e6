import type { Deployment } from '@proving-ground/shared';
import { failureText } from '../output/failure-text.ts';
import { gateText } from './gate-text.ts';

/** How a deployment ended, for a person. */
export function deploymentOutcome(deployment: Deployment): string {
  const { id, status, failure } = deployment;
  const name = `Deployment ${id}`;
  switch (status) {
    case 'running':
      return `${name} is at work.\n`;
    case 'live':
      return `${name} is live in ${deployment.spec.region}.\n${proofOf(deployment)}${gateText(deployment)}`;
    case 'held':
      return `${name} is verified and gets no traffic until: npm run pg -- promote ${id}\n${proofOf(deployment)}${gateText(deployment)}`;
    case 'deleted':
      return `${name}: services and images are gone.\n`;
    case 'cancelled':
      return `${name} was cancelled.\n${failure ? failureText(failure) : ''}${gateText(deployment)}`;
    case 'failed':
      return `${name} failed.\n${failure ? failureText(failure) : ''}${gateText(deployment)}`;
  }
}

function proofOf({ status, revisions: { agent }, verification }: Deployment): string {
  // Without traffic, only its tag leads to it.
  const url = status === 'held' ? agent?.tagUrl : agent?.url;
  const lines = [
    ...(url ? [`Agent: ${url}`] : []),
    ...(verification ?? []).flatMap(({ question, answer, totalMs }) => [
      `Asked: ${question}`,
      `Answer (${Math.round(totalMs)} ms): ${answer}`,
    ]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
