import type { Deployment } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { Notice } from '../../ui/notice.tsx';

/** Says of a held pair that it waits, and who may end that. */
export function HeldNotice({ gate }: Pick<Deployment, 'gate'>) {
  const { session } = useApi();
  return (
    <Notice>
      {gate?.status === 'undecided'
        ? 'The load gate has not enough evidence, so the new pair waits without traffic. Look at its figures below. '
        : 'The new pair is verified and waits without traffic. '}
      {session.may('operator')
        ? 'Promote it, or leave it: it costs nothing while nobody asks it.'
        : 'Promoting it needs the role operator; an owner of the project can give it to you.'}
    </Notice>
  );
}
