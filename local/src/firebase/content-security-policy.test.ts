import { expect, test } from 'vitest';
import { widenDirective } from './content-security-policy.ts';

test('a directive gains sources and the others stay as they are', () => {
  expect(
    widenDirective("default-src 'self'; connect-src 'self'; base-uri 'none'", 'connect-src', ['http://127.0.0.1:1']),
  ).toBe("default-src 'self'; connect-src 'self' http://127.0.0.1:1; base-uri 'none'");
});

test('a directive that only starts alike is left alone, and a missing one is refused', () => {
  expect(() => widenDirective("connect-src-elem 'self'", 'connect-src', ['x'])).toThrow(/has no connect-src/);
});
