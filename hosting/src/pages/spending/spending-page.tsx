import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { GpuPrices } from './gpu-prices.tsx';
import { InventoryCard } from './inventory-card.tsx';
import { SpendingCap } from './spending-cap.tsx';
import './spending-page.css';

/** `/spending`: what of ours is really there and costs money, and what may cost at most. */
export function SpendingPage() {
  useTitle('Spending');
  return (
    <>
      <PageHeader title="Spending" lead="What is there in the cloud, read now, and what GPUs may cost." />
      <div class="spending">
        <InventoryCard />
        <SpendingCap />
        <GpuPrices />
      </div>
    </>
  );
}
