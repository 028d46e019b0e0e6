import { z } from 'zod';

const MAX_LABELS = 64;
const WHAT = 'may have at most 63 lower-case letters, digits, underscores and dashes';

/** Labels of people. @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies */
export const userLabels = z
  .record(
    z.string().regex(/^\p{Ll}[\p{Ll}\p{Nd}_-]{0,62}$/u, `keys ${WHAT}, and must begin with a letter`),
    z.string().regex(/^[\p{Ll}\p{Nd}_-]{0,63}$/u, `values ${WHAT}`),
  )
  .refine((labels) => Object.keys(labels).length <= MAX_LABELS, `has more than ${MAX_LABELS} entries`)
  .default({});
