import type { LoadTest } from '@proving-ground/shared';
import { Button, LinkButton } from '../../ui/button.tsx';

/** Leads on once two tests are chosen; until then it says what is missing. */
export function CompareBar(props: { readonly chosen: readonly LoadTest[]; readonly onClear: () => void }) {
  const { chosen, onClear } = props;
  const [next, base, third] = [...chosen].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const isPair = next !== undefined && base !== undefined && third === undefined;
  return (
    <div class="compare-bar" role="status">
      {next && (
        <>
          {isPair ? (
            <LinkButton variant="primary" href={`/load-compare?base=${base.id}&next=${next.id}`}>
              Compare 2 runs
            </LinkButton>
          ) : (
            <Button disabled>Compare 2 runs</Button>
          )}
          <span>{explanation(chosen)}</span>
          <Button variant="quiet" onClick={onClear}>
            Choose none
          </Button>
        </>
      )}
    </div>
  );
}

function explanation({ length }: readonly LoadTest[]): string {
  if (length === 1) return 'Choose one more.';
  return length === 2 ? 'The older one is the base.' : `${length} are chosen: leave two.`;
}
