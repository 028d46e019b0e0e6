import { createMemoryCapacityStore } from './memory-capacity-store.ts';
import { createMemoryLoadStores } from './memory-load-stores.ts';
import { describeCapacityStore } from './store-suite/describe-capacity-store.ts';

describeCapacityStore('in memory', async () => {
  const { tests, targets } = createMemoryLoadStores();
  return { tests, searches: createMemoryCapacityStore(targets) };
});
