import { createMemoryLoadStores } from './memory-load-stores.ts';
import { describeLoadStores } from './store-suite/describe-load-stores.ts';

describeLoadStores('in memory', async () => createMemoryLoadStores());
