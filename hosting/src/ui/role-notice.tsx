import type { Role } from '@proving-ground/shared';
import { Notice } from './notice.tsx';

/** Why a button cannot be pressed by everybody, and who can change that. */
export function RoleNotice({ doing, needs }: { readonly doing: string; readonly needs: Role }) {
  return (
    <Notice>
      You may look at everything, but {doing} needs the role {needs}. An owner of the project can give it to you.
    </Notice>
  );
}
