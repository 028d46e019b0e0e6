import { type LoadSpec, loadScenario, loadSpec, SHIPPED_SCENARIO_NAMES } from '@proving-ground/shared';
import { given, numberOf, validated } from '../command-line/option-values.ts';
import { type ReadText, readJsonFile } from '../command-line/read-json-file.ts';
import { UsageError } from '../command-line/usage-error.ts';

interface LoadValues {
  readonly users?: string | undefined;
  readonly 'spawn-rate'?: string | undefined;
  readonly rate?: string | undefined;
  readonly duration?: string | undefined;
  readonly scenario?: string | undefined;
  readonly slo?: string | undefined;
}

/** @throws UsageError that names what is wrong */
export async function readLoadSpec(values: LoadValues, readText: ReadText): Promise<LoadSpec> {
  const wanted = {
    load: loadOf(values),
    ...given('durationSeconds', numberOf(values.duration, '--duration')),
    ...given('slo', values.slo),
    ...given('scenario', await readScenario(values.scenario, readText)),
  };
  return validated(loadSpec, wanted, 'spec');
}

function loadOf({ users, 'spawn-rate': spawnRate, rate }: LoadValues) {
  const requestsPerSecond = numberOf(rate, '--rate');
  if (requestsPerSecond === undefined) {
    return {
      model: 'closed',
      ...given('users', numberOf(users, '--users')),
      ...given('spawnRatePerSecond', numberOf(spawnRate, '--spawn-rate')),
    };
  }
  if (users !== undefined || spawnRate !== undefined) {
    throw new UsageError('--rate is instead of users: it excludes --users and --spawn-rate.');
  }
  return { model: 'open', requestsPerSecond };
}

/** A scenario that ships, by its name, or one of a file. @throws UsageError */
export async function readScenario(wanted: string | undefined, readText: ReadText) {
  if (wanted === undefined) return undefined;
  const shipped = SHIPPED_SCENARIO_NAMES.find((name) => name === wanted);
  if (shipped) return shipped;
  if (!/[./\\]/.test(wanted)) {
    throw new UsageError(`--scenario ${wanted} is neither a file nor one of ${SHIPPED_SCENARIO_NAMES.join(', ')}.`);
  }
  return validated(loadScenario, await readJsonFile(readText, wanted, '--scenario'), wanted);
}
