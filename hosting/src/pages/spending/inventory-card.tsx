import { costsNothing, type Inventory } from '@proving-ground/shared';
import { counted } from '../../format/counted.ts';
import { formatInstant } from '../../format/instant.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { RetryIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { InventoryTable } from './inventory-table.tsx';
import { useInventory } from './use-inventory.ts';

/** Everything that carries our labels, names or tags, whatever the records say. */
export function InventoryCard() {
  const { inventory, busy, failure, look } = useInventory();
  return (
    <section class="card" aria-labelledby="inventory-title">
      <header class="card-header">
        <h2 id="inventory-title">What is there</h2>
        <Button busy={busy} onClick={() => void look()}>
          <RetryIcon />
          Look again
        </Button>
      </header>
      <div class="card-body">
        {failure && <FailurePanel title="Not read" failure={failure} />}
        {inventory ? <Finds inventory={inventory} /> : !failure && <Skeleton lines={5} label="Looking what is there" />}
      </div>
    </section>
  );
}

function Finds({ inventory }: { readonly inventory: Inventory }) {
  const { services, images, builds, alerts, unread, at } = inventory;
  const leftBehind = services.filter(({ isKnown }) => !isKnown).length;
  return (
    <>
      <p role="status">{summaryOf(inventory)}</p>
      {leftBehind > 0 && (
        <Notice>
          {`${leftBehind} of the services are in no record of ours: something was left behind. Deploy under that name and delete it, or delete it in the Google Cloud console.`}
        </Notice>
      )}
      {unread.map(({ region, why }) => (
        <Notice key={region}>{`${region} could not be read: ${why}`}</Notice>
      ))}
      {services.length + images.length + builds.length + alerts.length > 0 && <InventoryTable inventory={inventory} />}
      <p class="field-hint">
        Read {formatInstant(at)}. Sources and build logs in the bucket are not listed: they cost cents.
      </p>
    </>
  );
}

function summaryOf(inventory: Inventory): string {
  const { services, builds, unread } = inventory;
  if (costsNothing(inventory)) return 'No service and no build of ours is there: nothing costs money but storage.';
  if (services.length + builds.length === 0)
    return `Nothing was found, but ${unread.length} regions could not be read.`;
  const parts = [counted(services.length, 'service'), counted(builds.length, 'running build')];
  return `There are ${parts.join(' and ')}. A service without a minimum of instances costs only while it answers.`;
}
