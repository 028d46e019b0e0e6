import { useState } from 'preact/hooks';
import { useAction } from './use-action.ts';

/** Something that one press changes and another one puts back as it was. */
export function useChange<T>(doing: string, put: (value: T) => Promise<void>) {
  const { run, busy, failure } = useAction(doing);
  const [before, setBefore] = useState<{ readonly value: T } | null>(null);
  const change = (from: T, to: T) =>
    run(async () => {
      await put(to);
      setBefore({ value: from });
    });
  const takeBack = (value: T) =>
    run(async () => {
      await put(value);
      setBefore(null);
    });
  return {
    change,
    /** Null while there is nothing to take back. */
    undo: before && (() => void takeBack(before.value)),
    busy,
    failure,
  };
}
