import { parseImageReference } from '../images/image-reference.ts';
import { validateProbe } from './validate-probe.ts';
import { onlyInCloud, type Violation } from './violation.ts';
import type { Container, EnvVar } from './wire.ts';

const MAX_PORT = 65_535;
/** https://cloud.google.com/run/docs/configuring/services/environment-variables */
const MAX_ENV_VARIABLES = 1_000;
const MAX_ENV_CHARACTERS = 32_768;

/** Every rule of Cloud Run that a container breaks, resources aside. */
export function validateContainer(container: Container, field: string): readonly Violation[] {
  const { startupProbe } = container;
  return [
    ...validateImage(container.image ?? '', `${field}.image`),
    ...validateEnv(container.env ?? [], `${field}.env`),
    ...validatePorts(container, `${field}.ports`),
    ...(startupProbe ? validateProbe(startupProbe, `${field}.startupProbe`) : []),
    ...(container.volumeMounts?.length ? [onlyInCloud(`${field}.volumeMounts`, 'has no volumes.')] : []),
  ];
}

function validateImage(image: string, field: string): readonly Violation[] {
  if (image === '') return [{ field, message: 'An image is required.' }];
  if (parseImageReference(image)) return [];
  return [
    {
      field,
      message: `Expected an image path like [host/]repo-path[:tag and/or @digest], where host is one of [region.]gcr.io, [region-]docker.pkg.dev or docker.io but obtained ${image}.`,
    },
  ];
}

function isReserved(name: string): boolean {
  return name === 'PORT' || name.startsWith('K_') || name.startsWith('X_GOOGLE_');
}

function validateEnv(env: readonly EnvVar[], field: string): readonly Violation[] {
  const violations: Violation[] = [];
  if (env.length > MAX_ENV_VARIABLES) violations.push({ field, message: `At most ${MAX_ENV_VARIABLES} variables.` });
  const reserved = env.flatMap(({ name = '' }) => (isReserved(name) ? [name] : []));
  if (reserved.length > 0) {
    violations.push({
      field,
      message: `The following reserved env names were provided: ${reserved.join(', ')}. These values are automatically set by the system.`,
    });
  }
  env.forEach(({ name = '', value = '', valueSource }, index) => {
    const at = `${field}[${index}]`;
    if (name === '' || name.includes('=') || name.length > MAX_ENV_CHARACTERS) {
      violations.push({ field: `${at}.name`, message: `Invalid environment variable name "${name}".` });
    }
    if (value.length > MAX_ENV_CHARACTERS) {
      violations.push({ field: `${at}.value`, message: `Must have at most ${MAX_ENV_CHARACTERS} characters.` });
    }
    if (valueSource) violations.push(onlyInCloud(`${at}.valueSource`, 'has no Secret Manager: set a value.'));
  });
  return violations;
}

function validatePorts({ ports = [] }: Container, field: string): readonly Violation[] {
  const [port, ...more] = ports;
  if (!port) return [];
  if (more.length > 0) return [{ field, message: 'At most one port.' }];
  const { name = '', containerPort } = port;
  if (containerPort !== undefined && (containerPort < 1 || containerPort > MAX_PORT)) {
    return [{ field: `${field}[0].containerPort`, message: `Must be between 1 and ${MAX_PORT}.` }];
  }
  if (name === 'h2c') return [onlyInCloud(`${field}[0].name`, 'speaks HTTP/1.1 to containers: use http1.')];
  if (name !== '' && name !== 'http1') return [{ field: `${field}[0].name`, message: 'Must be http1 or h2c.' }];
  return [];
}
