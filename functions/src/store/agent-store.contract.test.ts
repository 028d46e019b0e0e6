import { openFirestore } from '../testing/firestore-emulator.ts';
import { describeAgentStore } from '../testing/store-suite/describe-agent-store.ts';
import { createAgentStore } from './agent-store.ts';

describeAgentStore('in Firestore', async () => createAgentStore(openFirestore('agents')));
