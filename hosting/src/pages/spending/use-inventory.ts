import type { FailureRecord, Inventory } from '@proving-ground/shared';
import { useEffect, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';

/** What is there, read when the page opens and again when somebody asks. */
export function useInventory(): {
  readonly inventory: Inventory | null;
  readonly busy: boolean;
  readonly failure: FailureRecord | null;
  readonly look: () => Promise<void>;
} {
  const { callables } = useApi();
  const [inventory, setInventory] = useState<Inventory | null>(null);
  const { run, busy, failure } = useAction('Looking what is there');
  const look = () => run(async () => setInventory(await callables.call('takeInventory', {})));
  // Once: the cloud is asked in every region, which takes seconds.
  useEffect(() => void look(), []);
  return { inventory, busy, failure, look };
}
