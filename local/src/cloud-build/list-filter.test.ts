import { expect, test } from 'vitest';
import type { Build } from './build.ts';
import { parseListFilter } from './list-filter.ts';

const build: Build = {
  name: 'projects/p/builds/1',
  id: '1',
  projectId: 'p',
  status: 'SUCCESS',
  steps: [{ name: 'ubuntu' }],
  tags: ['a', 'b'],
  createTime: '2026-01-02T00:00:00Z',
  timeout: '1s',
  queueTtl: '1s',
};

test.each([
  ['', true],
  ['tags="a"', true],
  ['tags="c"', false],
  ['tags="a" AND tags="b"', true],
  ['status="SUCCESS" AND tags = "c"', false],
  ['status!=WORKING', true],
  ['build_id="1"', true],
  ['create_time>"2026-01-01T00:00:00Z"', true],
  ['create_time<="2026-01-01T00:00:00Z"', false],
  ['finish_time>"2026-01-01T00:00:00Z"', false],
])('%s matches: %s', (filter, expected) => {
  expect(parseListFilter(filter)(build)).toBe(expected);
});

test.each(['tags', 'tags="a" OR tags="b"', 'colour="red"', 'tags>"a"', 'create_time>"soon"'])(
  '%s is refused',
  (filter) => {
    expect(() => parseListFilter(filter)).toThrow('invalid filter');
  },
);
