import { createMemoryScheduleStore } from './memory-schedule-store.ts';
import { describeScheduleStore } from './store-suite/describe-schedule-store.ts';

describeScheduleStore('in memory', async () => createMemoryScheduleStore());
