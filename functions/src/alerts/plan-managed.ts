/** Something that should be there, or is: two of the same key stand for the same thing, with the same content or not. */
export interface Keyed {
  readonly key: string;
  readonly content: string;
}

export interface ManagedPlan<W extends Keyed, F extends Keyed> {
  readonly create: readonly W[];
  readonly update: readonly { readonly found: F; readonly wanted: W }[];
  /** Not wanted any more, or a second one of its key. */
  readonly remove: readonly F[];
  readonly keep: readonly { readonly found: F; readonly wanted: W }[];
}

/** What turns what is there into what should be there; carried out and planned again, nothing is left to do. Pure. */
export function planManaged<W extends Keyed, F extends Keyed>(
  wanted: readonly W[],
  found: readonly F[],
): ManagedPlan<W, F> {
  const byKey = Map.groupBy(found, ({ key }) => key);
  const pairs = wanted.flatMap((one) => {
    const candidates = byKey.get(one.key) ?? [];
    // After a run that died half way there may be two: the one that is right stays.
    const best = candidates.find(({ content }) => content === one.content) ?? candidates[0];
    return best ? [{ found: best, wanted: one }] : [];
  });
  const used = new Set(pairs.map((pair) => pair.found));
  const isSame = ({ found: there, wanted: one }: (typeof pairs)[number]) => there.content === one.content;
  return {
    create: wanted.filter(({ key }) => !byKey.has(key)),
    update: pairs.filter((pair) => !isSame(pair)),
    remove: found.filter((one) => !used.has(one)),
    keep: pairs.filter(isSame),
  };
}
