import { openFirestore } from '../testing/firestore-emulator.ts';
import { describeScheduleStore } from '../testing/store-suite/describe-schedule-store.ts';
import { createLoadScheduleStore } from './load-schedule-store.ts';

describeScheduleStore('in Firestore', async () => createLoadScheduleStore(openFirestore('schedules')));
