import { z } from 'zod';
import { duration, secondsOf } from './durations.ts';
import { userLabels } from './user-labels.ts';

const MINUTE = 60;
const MAX_DURATION_SECONDS = 23.5 * 3_600;
const AUTO_CLOSE_SECONDS = { least: 1_800, most: 7 * 86_400 };
const MAX_DOCUMENTATION_CHARACTERS = 8_192;
const MAX_DOCUMENTATION_BYTES = 10_240;

const aggregation = z.strictObject({
  alignmentPeriod: duration.refine((text) => secondsOf(text) >= MINUTE, 'must be at least 60 seconds'),
  perSeriesAligner: z.string().regex(/^ALIGN_[A-Z0-9_]+$/),
  crossSeriesReducer: z
    .string()
    .regex(/^REDUCE_[A-Z0-9_]+$/)
    .default('REDUCE_NONE'),
  groupByFields: z.array(z.string()).default([]),
});
export type PolicyAggregation = z.infer<typeof aggregation>;

/** One metric type and one resource type; the rest is looked at when it is evaluated. */
const filter = z
  .string()
  .max(2_048)
  .refine((text) => /\bmetric\.type\s*=\s*/.test(text), 'must restrict metric.type')
  .refine((text) => /\bresource\.type\s*=\s*/.test(text), 'must restrict resource.type');

const threshold = z
  .strictObject({
    filter,
    aggregations: z.array(aggregation).max(1, 'the local twin has one aggregation').default([]),
    denominatorFilter: filter.optional(),
    denominatorAggregations: z.array(aggregation).max(1, 'the local twin has one aggregation').default([]),
    comparison: z.enum(['COMPARISON_GT', 'COMPARISON_LT'], 'must be COMPARISON_GT or COMPARISON_LT'),
    thresholdValue: z.number().default(0),
    duration: duration
      .refine((text) => secondsOf(text) % MINUTE === 0, 'must be a multiple of a minute')
      .refine((text) => secondsOf(text) <= MAX_DURATION_SECONDS, 'must be at most 23 hours and 30 minutes')
      .default('0s'),
    trigger: z
      .union([z.strictObject({ count: z.int().min(1) }), z.strictObject({ percent: z.number() })])
      .optional()
      .refine((one) => one === undefined || ('count' in one && one.count === 1), 'the local twin has a count of 1'),
    evaluationMissingData: z
      .enum(['EVALUATION_MISSING_DATA_INACTIVE', 'EVALUATION_MISSING_DATA_NO_OP', 'EVALUATION_MISSING_DATA_ACTIVE'])
      .optional(),
  })
  .refine(({ evaluationMissingData, duration: text }) => !evaluationMissingData || secondsOf(text) >= MINUTE, {
    message: 'can only be set when duration is at least 60 seconds',
    path: ['evaluationMissingData'],
  })
  .refine(
    ({ denominatorFilter, aggregations, denominatorAggregations }) =>
      denominatorFilter === undefined ||
      aggregations[0]?.alignmentPeriod === denominatorAggregations[0]?.alignmentPeriod,
    { message: 'must have the alignment period of aggregations', path: ['denominatorAggregations'] },
  );
export type Threshold = z.infer<typeof threshold>;

const condition = z.strictObject({
  name: z.string().optional(),
  displayName: z.string().min(1, 'must not be empty'),
  conditionThreshold: threshold,
});

/** What people may write of an alert policy.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#AlertPolicy */
export const alertPolicy = z.strictObject({
  name: z.string().optional(),
  displayName: z.string().min(1, 'must not be empty').max(512),
  documentation: z
    .strictObject({
      content: z
        .string()
        .max(MAX_DOCUMENTATION_CHARACTERS)
        .refine((text) => Buffer.byteLength(text) <= MAX_DOCUMENTATION_BYTES, 'has more than 10240 bytes'),
      mimeType: z.literal('text/markdown').default('text/markdown'),
      subject: z.string().max(255).optional(),
    })
    .optional(),
  userLabels,
  conditions: z.array(condition).min(1, 'must have at least one').max(6, 'must have at most 6'),
  combiner: z.literal('OR', 'must be set; the local twin has OR'),
  enabled: z.boolean().default(true),
  notificationChannels: z.array(z.string()).max(16).default([]),
  alertStrategy: z
    .strictObject({
      autoClose: duration
        .refine(
          (text) => secondsOf(text) >= AUTO_CLOSE_SECONDS.least && secondsOf(text) <= AUTO_CLOSE_SECONDS.most,
          'must be between 30 minutes and 7 days',
        )
        .optional(),
    })
    .optional(),
  severity: z.enum(['CRITICAL', 'ERROR', 'WARNING']).optional(),
});
export type AlertPolicy = z.infer<typeof alertPolicy>;
