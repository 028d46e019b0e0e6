import type { Violation } from './violation.ts';
import { BY_REVISION, LATEST, type TrafficTarget } from './wire.ts';

const TAG = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
/** `TAG---SERVICE` is one label of a host name: https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration#tags */
const MAX_TAG_AND_SERVICE_CHARACTERS = 46;

/** What Cloud Run refuses about a traffic split, names of revisions aside. */
export function validateTraffic(targets: readonly TrafficTarget[], service: string): readonly Violation[] {
  if (targets.length === 0) return [];
  const violations = targets.flatMap((target, index) => validateTarget(target, `traffic[${index}]`, service));
  const tags = targets.flatMap((target) => (target.tag ? [target.tag] : []));
  const duplicate = tags.find((tag, index) => tags.indexOf(tag) !== index);
  if (duplicate) violations.push({ field: 'traffic', message: `Tag ${duplicate} is used more than once.` });
  const sum = targets.reduce((total, target) => total + (target.percent ?? 0), 0);
  if (sum !== 100) violations.push({ field: 'traffic', message: `Traffic percentages must sum to 100, got ${sum}.` });
  return violations;
}

function validateTarget(target: TrafficTarget, field: string, service: string): Violation[] {
  const violations: Violation[] = [];
  const { type, revision, percent = 0, tag } = target;
  if (type === BY_REVISION && !revision) {
    violations.push({ field: `${field}.revision`, message: `Required with type ${BY_REVISION}.` });
  } else if (type === LATEST && revision) {
    violations.push({ field: `${field}.revision`, message: `Must not be set with type ${LATEST}.` });
  } else if (type !== BY_REVISION && type !== LATEST) {
    violations.push({ field: `${field}.type`, message: `Must be ${LATEST} or ${BY_REVISION}.` });
  }
  if (percent < 0 || percent > 100) {
    violations.push({ field: `${field}.percent`, message: 'Must be between 0 and 100.' });
  }
  if (tag && (!TAG.test(tag) || tag.length + service.length > MAX_TAG_AND_SERVICE_CHARACTERS)) {
    violations.push({
      field: `${field}.tag`,
      message: `Invalid tag "${tag}": lowercase letters, digits and "-", a letter first, with the service name at most ${MAX_TAG_AND_SERVICE_CHARACTERS} characters.`,
    });
  }
  return violations;
}
