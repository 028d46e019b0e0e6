import { createMemoryAgentStore } from './memory-agent-store.ts';
import { describeAgentStore } from './store-suite/describe-agent-store.ts';

describeAgentStore('in memory', async () => createMemoryAgentStore());
