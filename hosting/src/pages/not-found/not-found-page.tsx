import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useTitle } from '../../ui/use-title.ts';

/** Where an address names no page. */
export function NotFoundPage() {
  useTitle('Not found');
  return (
    <EmptyState isPage title="There is no such page" action={<LinkButton href="/">Overview</LinkButton>}>
      The address may be mistyped, or what it named is gone.
    </EmptyState>
  );
}
