import process from 'node:process';
import { readCloudTarget } from './contract-target.ts';

/** The cloud that the contract tests of this process talk to; null: the twin. */
// biome-ignore lint/style/noProcessEnv: the tests are told by their environment, as by every runner of tests.
export const CLOUD = readCloudTarget(process.env);
