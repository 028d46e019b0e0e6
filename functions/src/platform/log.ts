import { logger } from 'firebase-functions';

/** Fixed ids of what is logged: saved queries and alerts rely on them. */
export type LogEvent =
  | 'callable.refused'
  | 'callable.failed'
  | 'deployment.created'
  | 'release.created'
  | 'deployment.effect'
  | 'deployment.ended'
  | 'deployment.crashed'
  | 'deployment.stale'
  | 'deployment.wakeFailed'
  | 'sweep.woke'
  | 'build.event'
  | 'role.claimed'
  | 'audit.endFailed'
  | 'chat.refused'
  | 'chat.writeFailed'
  | 'chat.crashed'
  | 'chat.ended'
  | 'chat.wakeFailed'
  | 'chat.sweepWoke'
  | 'chat.purged'
  | 'chat.notesForgotten'
  | 'chat.purgeFailed'
  | 'loadTest.created'
  | 'loadTest.started'
  | 'loadTest.ended'
  | 'loadTest.wakeFailed'
  | 'loadShard.refused'
  | 'loadShard.flushFailed'
  | 'loadShard.crashed'
  | 'loadShard.ended'
  | 'loadSchedule.failed'
  | 'capacitySearch.created'
  | 'capacitySearch.refused'
  | 'capacitySearch.ended'
  | 'capacitySearch.wakeFailed'
  | 'capacitySearch.woke'
  | 'capacitySearch.crashed'
  | 'observation.failed'
  | 'fanOut.woke'
  | 'watch.failed'
  | 'watch.health'
  | 'notification.queueFailed';

/** Structured lines with an event id first; never tokens, never what people or models said. */
export interface Log {
  info(event: LogEvent, fields: Readonly<Record<string, unknown>>): void;
  error(event: LogEvent, fields: Readonly<Record<string, unknown>>): void;
}

export const cloudLog: Log = {
  info: (event, fields) => logger.info(event, { event, ...fields }),
  error: (event, fields) => logger.error(event, { event, ...fields }),
};
