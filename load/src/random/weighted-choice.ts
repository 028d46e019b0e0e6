import type { Random } from './seeded-random.ts';

/** Returns a chooser of items, each as likely as its weight says. */
export function weightedChoice<Item extends { readonly weight: number }>(
  items: readonly [Item, ...Item[]],
): (random: Random) => Item {
  const all = items.reduce((sum, { weight }) => sum + weight, 0);
  return (random) => {
    let rest = random() * all;
    for (const item of items) {
      rest -= item.weight;
      if (rest < 0) return item;
    }
    return items[0];
  };
}
