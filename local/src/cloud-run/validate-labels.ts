import type { Violation } from './violation.ts';
import type { StringMap } from './wire.ts';

const MAX_LABELS = 64;
const KEY = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;
const SYSTEM_NAMESPACE =
  /^([^/]*\.)?(run\.googleapis\.com|cloud\.googleapis\.com|serving\.knative\.dev|autoscaling\.knative\.dev)\//;

/** The rules of labels: https://cloud.google.com/resource-manager/docs/creating-managing-labels#requirements */
export function validateLabels(labels: StringMap, field: string): readonly Violation[] {
  const violations: Violation[] = [];
  if (Object.keys(labels).length > MAX_LABELS) violations.push({ field, message: `At most ${MAX_LABELS} labels.` });
  for (const [key, value] of Object.entries(labels)) {
    if (SYSTEM_NAMESPACE.test(key)) {
      violations.push({ field, message: `System label ${key} is not supported: use the field it stands for.` });
    } else if (!KEY.test(key)) {
      violations.push({
        field,
        message: `Invalid label key "${key}": 1 to 63 of lowercase letters, digits, "_" and "-", a letter first.`,
      });
    } else if (!VALUE.test(value)) {
      violations.push({
        field: `${field}.${key}`,
        message: `Invalid label value "${value}": up to 63 of lowercase letters, digits, "_" and "-".`,
      });
    }
  }
  return violations;
}
