import { vi } from 'vitest';
import type { Config } from '../functions/src/platform/config.ts';
import type { DrawFault } from '../local/src/testing/fault.ts';
import { choosePlace, placeEnvironment, startWholeCloud } from '../local/src/testing/whole-cloud.ts';
import type { Deployment } from '../shared/src/index.ts';
import { type CloudSight, seeCloud } from './cloud-sight.ts';
import { type CrashWorld, createCrashWorld } from './crash-world.ts';

const PROJECT = 'demo-crash';
const account = (name: string) => `proving-ground-${name}@${PROJECT}.iam.gserviceaccount.com`;
const CONFIG: Config = {
  projectId: PROJECT,
  repository: 'proving-ground',
  bucket: 'demo-crash-builds',
  consoleUrl: 'https://demo-crash.example.test',
  ownerEmails: [],
  operatorEmails: [],
  viewerEmails: [],
  serviceAccounts: {
    functions: account('functions'),
    build: account('build'),
    backend: account('backend'),
    agent: account('agent'),
  },
};
const NO_FAULT: DrawFault = () => null;

/** A world with a cloud of its own, empty at first. */
export interface Crashable {
  readonly world: CrashWorld;
  /** From now on calls fail as drawn. */
  fail(draw: DrawFault): void;
  /** What is in the cloud of a deployment; from then on no call fails. */
  see(deployment: Deployment): Promise<CloudSight>;
}

/** One cloud after the other at the same place: the clients of the functions are made once for a process. */
export async function openCrashClouds() {
  const place = await choosePlace();
  for (const [name, value] of Object.entries(placeEnvironment(place))) vi.stubEnv(name, value);
  return {
    within: async (use: (crashable: Crashable) => Promise<void>): Promise<void> => {
      const world = createCrashWorld(CONFIG);
      let draw = NO_FAULT;
      await using cloud = await startWholeCloud({
        place,
        projectId: PROJECT,
        draw: (method) => draw(method),
        publish: ({ data }) => world.deliverBuildEvent(JSON.parse(data)),
      });
      await use({
        world,
        fail: (next) => {
          draw = next;
        },
        see: (deployment) => {
          draw = NO_FAULT;
          return seeCloud(deployment, CONFIG, cloud);
        },
      });
    },
  };
}
