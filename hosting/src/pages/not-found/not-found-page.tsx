import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useTitle } from '../../ui/use-title.ts';

export function NotFoundPage() {
  useTitle('Not found');
  return (
    <>
      <h1 class="visually-hidden">Not found</h1>
      <EmptyState title="There is no such page" action={<LinkButton href="/">Overview</LinkButton>}>
        The address may be mistyped, or what it named is gone.
      </EmptyState>
    </>
  );
}
