import type { CallFunction } from '../functions-host/call-function.ts';
import type { TopicPublisher } from '../pubsub/topic-publisher.ts';
import { type ScheduleTicker, startScheduleTicker } from '../schedules/schedule-ticker.ts';
import type { CloudTasks } from '../tasks/cloud-tasks.ts';
import type { FunctionsPart } from './functions-part.ts';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';

/** What calls functions by itself: queues, schedules and topics. Opened once there is somebody to call. */
export function triggersPart(
  context: RunContext,
  options: {
    readonly functions: FunctionsPart;
    readonly tasks: CloudTasks;
    readonly topics: TopicPublisher;
    readonly callFunction: CallFunction;
  },
): Part {
  const { functions, tasks, topics, callFunction } = options;
  let ticker: ScheduleTicker | undefined;
  return {
    name: 'triggers',
    start: async () => {
      const manifest = functions.manifest();
      tasks.serve(manifest);
      ticker = startScheduleTicker({ manifest, callFunction, onLine: (line) => context.say('schedules', line) });
    },
    stop: async () => {
      ticker?.stop();
      await topics.stop();
      await tasks.stop();
    },
  };
}
