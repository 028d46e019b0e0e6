import type { TopicPublisher } from '../pubsub/topic-publisher.ts';
import type { CloudScheduler } from '../schedules/cloud-scheduler.ts';
import type { CloudTasks } from '../tasks/cloud-tasks.ts';
import type { FunctionsPart } from './functions-part.ts';
import type { Part } from './part.ts';

/** What calls functions by itself: queues, schedules and topics. Opened once there is somebody to call. */
export function triggersPart(options: {
  readonly functions: FunctionsPart;
  readonly tasks: CloudTasks;
  readonly scheduler: CloudScheduler;
  readonly topics: TopicPublisher;
}): Part {
  const { functions, tasks, scheduler, topics } = options;
  return {
    name: 'triggers',
    start: async () => {
      const manifest = functions.manifest();
      tasks.serve(manifest);
      scheduler.serve(manifest);
      return undefined;
    },
    stop: async () => {
      scheduler.stop();
      await topics.stop();
      await tasks.stop();
    },
  };
}
