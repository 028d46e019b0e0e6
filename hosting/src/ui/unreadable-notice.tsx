import { Notice } from './notice.tsx';

/** Says of records that do not have the expected shape that they are there; nothing without any. */
export function UnreadableNotice({ count, what }: { readonly count: number; readonly what: string }) {
  if (count === 0) return null;
  return <Notice>{`${count} of the ${what} cannot be shown: another version of the functions wrote them.`}</Notice>;
}
