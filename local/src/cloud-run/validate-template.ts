import { durationSeconds } from './durations.ts';
import { validateContainer } from './validate-container.ts';
import { validateLabels } from './validate-labels.ts';
import { validateResources } from './validate-resources.ts';
import type { ServiceIdentity } from './validate-service.ts';
import { onlyInCloud, type Violation } from './violation.ts';
import type { RevisionTemplate } from './wire.ts';

/** https://cloud.google.com/run/quotas */
const MAX_CONCURRENCY = 1_000;
const MAX_TIMEOUT_SECONDS = 3_600;
const MAX_REVISION_CHARACTERS = 63;
const REVISION = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** Every rule of Cloud Run that a revision template breaks by itself. */
export function validateTemplate(template: RevisionTemplate, identity: ServiceIdentity): readonly Violation[] {
  const [container, ...sidecars] = template.containers ?? [];
  return [
    ...validateLabels(template.labels ?? {}, 'template.labels'),
    ...validateRevision(template.revision, identity.service),
    ...validateLimits(template),
    ...validateScaling(template),
    ...(container
      ? [
          ...validateContainer(container, 'template.containers[0]'),
          ...validateResources(template, container, identity.location),
        ]
      : [{ field: 'template.containers', message: 'At least one container is required.' }]),
    ...(sidecars.length > 0 ? [onlyInCloud('template.containers', 'runs one container per instance.')] : []),
    ...(template.volumes?.length ? [onlyInCloud('template.volumes', 'has no volumes.')] : []),
  ];
}

function validateRevision(revision: string | undefined, service: string): readonly Violation[] {
  if (!revision) return [];
  const field = 'template.revision';
  if (!revision.startsWith(`${service}-`)) {
    return [
      { field, message: `Revision name ${revision} must be prefixed by the service name with a hyphen: ${service}-.` },
    ];
  }
  if (revision.length > MAX_REVISION_CHARACTERS || !REVISION.test(revision)) {
    return [
      {
        field,
        message: `Revision name ${revision}: only lowercase, digits, and hyphens; must begin with letter, and may not end with hyphen; at most ${MAX_REVISION_CHARACTERS} characters.`,
      },
    ];
  }
  return [];
}

function validateLimits({ maxInstanceRequestConcurrency = 0, timeout, serviceAccount }: RevisionTemplate) {
  const violations: Violation[] = [];
  if (maxInstanceRequestConcurrency < 0 || maxInstanceRequestConcurrency > MAX_CONCURRENCY) {
    violations.push({
      field: 'template.maxInstanceRequestConcurrency',
      message: `Must be between 0 and ${MAX_CONCURRENCY}.`,
    });
  }
  const timeoutSeconds = durationSeconds(timeout);
  if (timeout && (timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT_SECONDS)) {
    violations.push({ field: 'template.timeout', message: `Must be between 1 and ${MAX_TIMEOUT_SECONDS} seconds.` });
  }
  if (serviceAccount && !EMAIL.test(serviceAccount)) {
    violations.push({
      field: 'template.serviceAccount',
      message: `"${serviceAccount}" is not the e-mail address of a service account.`,
    });
  }
  return violations;
}

function validateScaling({ scaling = {} }: RevisionTemplate): readonly Violation[] {
  const { minInstanceCount = 0, maxInstanceCount = 0 } = scaling;
  const violations: Violation[] = [];
  if (minInstanceCount < 0)
    violations.push({ field: 'template.scaling.minInstanceCount', message: 'Must not be negative.' });
  if (maxInstanceCount < 0)
    violations.push({ field: 'template.scaling.maxInstanceCount', message: 'Must not be negative.' });
  if (maxInstanceCount > 0 && minInstanceCount > maxInstanceCount) {
    violations.push({
      field: 'template.scaling.minInstanceCount',
      message: 'Must be less than or equal to template.scaling.maxInstanceCount.',
    });
  }
  return violations;
}
