import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Effect } from '../functions/src/deployments/effect.ts';
import type { Deployment } from '../shared/src/index.ts';
import { NO_TROUBLE, type Trouble } from './crash-world.ts';
import { endOf, expectSound } from './expect-sound.ts';
import { type Crashable, openCrashClouds } from './open-crash-clouds.ts';

// Of the functions all is real but what the two images hold.
vi.mock('../functions/src/gcp/source-archive.ts', async () => ({
  sourceArchive: (await import('./tiny-images.ts')).tinyArchive,
}));

const WHEN = ['before', 'after'] as const;
interface Place {
  readonly index: number;
  readonly when: (typeof WHEN)[number];
  /** For messages: the effect at which the worker dies. */
  readonly what: string;
}

let clouds: Awaited<ReturnType<typeof openCrashClouds>>;
beforeAll(async () => {
  clouds = await openCrashClouds();
});
afterAll(() => void vi.unstubAllEnvs());

const nameOf = (effect: Effect) => ('image' in effect ? `${effect.kind} ${effect.image}` : effect.kind);

/** Plays something undisturbed: what it does to the cloud, and what comes of it. */
async function played({ world, see }: Crashable, play: () => Promise<Deployment>) {
  world.disturb(NO_TROUBLE);
  const ended = await play();
  const sight = await see(ended);
  expectSound(world, ended, sight, 'undisturbed');
  const effects = world.effects.map(nameOf);
  const places = effects.flatMap((what, index) =>
    WHEN.map((when): Place => ({ index, when, what: `${when} ${what}` })),
  );
  return { ended, end: endOf(ended, sight), effects, places };
}
type Played = Awaited<ReturnType<typeof played>>;

/** Plays it with one death, and expects the same end. */
async function killed({ world, see }: Crashable, { end }: Played, place: Place, play: () => Promise<Deployment>) {
  let deaths = 0;
  const dies: Trouble['dies'] = (_effect, index) => {
    if (deaths > 0 || index !== place.index) return null;
    deaths += 1;
    return place.when;
  };
  world.disturb({ ...NO_TROUBLE, dies });
  const ended = await play();
  const sight = await see(ended);
  expectSound(world, ended, sight, place.what);
  expect({ deaths, ...endOf(ended, sight) }, `dying ${place.what}`).toEqual({ deaths: 1, ...end });
  return ended;
}

test('a first deployment and its deletion come to the same end, wherever the worker dies', async () => {
  let first: Played | undefined;
  let removal: Played | undefined;
  await clouds.within(async (crashable) => {
    const { world } = crashable;
    const deployed = await played(crashable, () => world.deploy('key-first'));
    first = deployed;
    removal = await played(crashable, () => world.remove('key-remove', deployed.ended.id));
  });
  if (!first || !removal) throw new Error('Nothing was played.');
  expect(first.effects).toEqual([
    'enableApis',
    'createRepository',
    'uploadSource',
    'createBuild backend',
    'createBuild agent',
    'applyService backend',
    'setInvokers backend',
    'applyService agent',
    'setInvokers agent',
    'verify',
  ]);
  expect(removal.effects).toEqual([
    'deleteService agent',
    'deleteService backend',
    'deleteImages agent',
    'deleteImages backend',
  ]);
  const [calm, calmRemoval] = [first, removal];
  for (const [number, place] of calm.places.entries()) {
    await clouds.within(async (crashable) => {
      const { world } = crashable;
      const ended = await killed(crashable, calm, place, () => world.deploy('key-first'));
      // As many clouds as the deployment has places are enough for those of the deletion.
      const removalPlace = calmRemoval.places[number];
      if (removalPlace) {
        await killed(crashable, calmRemoval, removalPlace, () => world.remove('key-remove', ended.id));
      }
    });
  }
});

test('a second release and a rollback come to the same end, wherever the worker dies', async () => {
  await clouds.within(async (crashable) => {
    const { world } = crashable;
    const base = await world.deploy('key-base');
    const release = await played(crashable, () => world.deploy('key-calm'));
    const rollback = await played(crashable, () => world.rollBack('key-calm-back', base.id));
    expect(release.effects).toEqual([
      'createBuild backend',
      'createBuild agent',
      'applyService backend',
      'applyService agent',
      'verify',
      'shiftTraffic backend',
      'shiftTraffic agent',
    ]);
    expect(rollback.effects).toEqual(['verify', 'shiftTraffic backend', 'shiftTraffic agent']);
    for (const [number, place] of release.places.entries()) {
      await killed(crashable, release, place, () => world.deploy(`key-release-${number}`));
      const rollbackPlace = rollback.places[number];
      if (rollbackPlace) {
        await killed(crashable, rollback, rollbackPlace, () => world.rollBack(`key-back-${number}`, base.id));
      }
    }
  });
});
