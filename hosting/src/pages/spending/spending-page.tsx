import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { GpuPrices } from './gpu-prices.tsx';
import { InventoryCard } from './inventory-card.tsx';
import { SpendingCap } from './spending-cap.tsx';
import './spending-page.css';

/** `/spending`: what may cost at most, and what of ours is really there and costs money. */
export function SpendingPage() {
  useTitle('Spending');
  return (
    <>
      <PageHeader title="Spending" lead="What GPUs may cost, and what is there in the cloud, read now." />
      <div class="spending">
        <SpendingCap />
        <GpuPrices />
        {/* At the end: it takes a while to read, and nobody knows how long it gets. */}
        <InventoryCard />
      </div>
    </>
  );
}
