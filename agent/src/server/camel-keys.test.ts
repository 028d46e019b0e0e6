import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { camelKeys, fieldOf } from './camel-keys.ts';

const rename = camelKeys(['appName', 'newMessage', 'state']);

describe('renaming known fields to camelCase', () => {
  test('leaves unknown fields and nested ones as they were sent', () => {
    expect(rename({ app_name: 'a', user_type: 'b', state: { new_message: 1 } })).toEqual({
      appName: 'a',
      user_type: 'b',
      state: { new_message: 1 },
    });
  });

  test('lets the camelCase spelling win, and keeps the other one for the schema to refuse or drop', () => {
    expect(rename({ app_name: 'snake', appName: 'camel' })).toEqual({ app_name: 'snake', appName: 'camel' });
  });

  test('changes nothing but objects', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer(), fc.array(fc.jsonValue()), fc.constant(null)), (value) => {
        expect(rename(value)).toBe(value);
      }),
    );
  });
});

test.each([
  [{ appName: 'camel' }, 'camel'],
  [{ app_name: 'snake' }, 'snake'],
  [{ app_name: 'snake', appName: 'camel' }, 'camel'],
  [{}, undefined],
])('the field appName of %j is %j', (record, expected) => {
  expect(fieldOf(record, 'appName')).toBe(expected);
});
