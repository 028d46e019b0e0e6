import { z } from 'zod';
import { capacitySpec } from '../capacity/capacity-search-spec.ts';
import { capacitySearchId, capacitySearchStatus } from '../capacity/capacity-search-status.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LOAD_LIMITS } from '../load/load-limits.ts';
import { loadScheduleId, loadSchedulePlan } from '../load/load-schedule.ts';
import { loadSpec } from '../load/load-spec.ts';
import { loadTestId, loadTestNote, loadTestStatus } from '../load/load-test.ts';
import { loadTargetName } from '../load/load-test-target.ts';
import type { CallableContracts } from './callable-contract.ts';

/** Load tests, their schedules, and searches for the capacity of an agent. */
export const LOAD_CALLABLES = {
  startLoadTest: {
    role: 'operator',
    request: z.strictObject({
      idempotencyKey,
      target: loadTargetName,
      spec: loadSpec.prefault({}),
      note: loadTestNote,
      /** As many as the load needs, unless given. */
      shardCount: z.int().min(1).max(LOAD_LIMITS.shards).optional(),
    }),
    response: z.strictObject({ loadTestId, created: z.boolean() }),
  },
  stopLoadTest: {
    role: 'operator',
    request: z.strictObject({ loadTestId }),
    response: z.strictObject({ loadTestId, status: loadTestStatus }),
  },
  /** Null: no test of the target is the one that others are compared with. */
  setLoadBaseline: {
    role: 'operator',
    request: z.strictObject({ target: loadTargetName, loadTestId: loadTestId.nullable() }),
    response: z.strictObject({ baselineLoadTestId: loadTestId.nullable() }),
  },
  saveLoadSchedule: {
    role: 'operator',
    /** Without an id a new schedule is made, one for each idempotency key. */
    request: z.strictObject({ idempotencyKey, scheduleId: loadScheduleId.optional(), plan: loadSchedulePlan }),
    response: z.strictObject({ scheduleId: loadScheduleId, nextRunAt: z.iso.datetime().nullable() }),
  },
  deleteLoadSchedule: {
    role: 'operator',
    request: z.strictObject({ scheduleId: loadScheduleId }),
    response: z.strictObject({ scheduleId: loadScheduleId }),
  },
  /** Looks for the highest load that keeps the thresholds, by load tests one after the other. */
  startCapacitySearch: {
    role: 'operator',
    request: z.strictObject({ idempotencyKey, target: loadTargetName, spec: capacitySpec.prefault({}) }),
    response: z.strictObject({ searchId: capacitySearchId, created: z.boolean() }),
  },
  stopCapacitySearch: {
    role: 'operator',
    request: z.strictObject({ searchId: capacitySearchId }),
    response: z.strictObject({ searchId: capacitySearchId, status: capacitySearchStatus }),
  },
} as const satisfies CallableContracts;
