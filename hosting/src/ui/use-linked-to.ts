import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Brings what the address names by its fragment into view as soon as it is there: a page that has to read first has
 * nothing to show when the browser looks for it. */
export function useLinkedTo<T extends Element>(id: string): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    if (location.hash === `#${id}`) element.current?.scrollIntoView();
  }, [id]);
  return element;
}
