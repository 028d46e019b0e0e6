import {
  type Deployment,
  GATE_CRITERION_NAMES,
  type GateCriterion,
  gateLimitText,
  gateRangeText,
} from '@proving-ground/shared';

/** What the load gate of a deployment came to, criterion by criterion; nothing where there was none. */
export function gateText({ gate, failure }: Pick<Deployment, 'gate' | 'failure'>): string {
  if (!gate) return '';
  // A refusal has said its reason already.
  const reason = failure?.reason === 'GATE_REFUSED' ? '' : ` ${gate.reason}`;
  return [`Load gate: ${gate.status}.${reason}`, ...gate.criteria.map(criterionText)]
    .map((line) => `${line}\n`)
    .join('');
}

function criterionText(criterion: GateCriterion): string {
  const range = gateRangeText(criterion) ?? 'not compared';
  const name = GATE_CRITERION_NAMES[criterion.id].replace(/^the /, '');
  return `  ${criterion.verdict.padEnd(8)}  ${name.padEnd(34)}  ${range}, ${gateLimitText(criterion)}`;
}
