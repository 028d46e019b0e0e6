import { expect, test } from 'vitest';
import { parseFilter } from './parse-filter.ts';

test('comparisons are read however labels are spelled and whatever joins them', () => {
  const filter = `metric.type = "run.googleapis.com/request_count" AND resource.type="cloud_run_revision"
    resource.label."service_name"='zoo' AND metric.labels.response_code!=200`;
  const comparisons = parseFilter(filter);
  expect(comparisons.map(({ field, exactly }) => [field, exactly])).toEqual([
    ['metric.type', 'run.googleapis.com/request_count'],
    ['resource.type', 'cloud_run_revision'],
    ['resource.labels.service_name', 'zoo'],
    ['metric.labels.response_code', null],
  ]);
  expect(comparisons[3]?.matches('200')).toBe(false);
  expect(comparisons[3]?.matches('429')).toBe(true);
});

test.each([
  ['metric.type = starts_with("run.googleapis.com/container/")', 'run.googleapis.com/container/cpu/utilizations', true],
  ['metric.type = starts_with("run.googleapis.com/container/")', 'run.googleapis.com/request_count', false],
  ['metric.type = ends_with("utilizations")', 'run.googleapis.com/container/cpu/utilizations', true],
  ['metric.type = has_substring("cpu")', 'run.googleapis.com/container/cpu/utilizations', true],
  ['metric.type : "cpu"', 'run.googleapis.com/container/cpu/utilizations', true],
  ['resource.labels.revision_name = one_of("zoo-1", "zoo-2")', 'zoo-2', true],
  ['resource.labels.revision_name = one_of("zoo-1", "zoo-2")', 'zoo-3', false],
  ['resource.labels.revision_name != one_of("zoo-1")', 'zoo-3', true],
  ['metric.labels.response_code = monitoring.regex.full_match("5..")', '503', true],
  ['metric.labels.response_code = monitoring.regex.full_match("5..")', '5030', false],
  ['resource.labels.service_name = "a \\"b\\""', 'a "b"', true],
])('%s matches %s: %s', (filter, actual, matches) => {
  expect(parseFilter(filter)[0]?.matches(actual)).toBe(matches);
});

test.each([
  ['metric.type="a" OR metric.type="b"', 'UNIMPLEMENTED'],
  ['NOT metric.type="a"', 'UNIMPLEMENTED'],
  ['(metric.type="a")', 'UNIMPLEMENTED'],
  ['metric.type > "a"', 'UNIMPLEMENTED'],
  ['metric.kind="a"', 'INVALID_ARGUMENT'],
  ['metric.type=', 'INVALID_ARGUMENT'],
  ['metric.type = one_of("a"', 'INVALID_ARGUMENT'],
  ['metric.type = monitoring.regex.full_match("(")', 'INVALID_ARGUMENT'],
])('%s is refused with %s', (filter, status) => {
  expect(() => parseFilter(filter)).toThrow(expect.objectContaining({ status }));
});
