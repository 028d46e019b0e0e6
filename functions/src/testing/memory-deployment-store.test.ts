import { createMemoryDeploymentStore } from './memory-deployment-store.ts';
import { describeDeploymentStore } from './store-suite/describe-deployment-store.ts';

// The store that the tests of the loop use keeps to the very contract that the real one is held to.
describeDeploymentStore('in memory', async () => {
  const store = createMemoryDeploymentStore();
  return { store, events: async (id) => store.events(id) };
});
