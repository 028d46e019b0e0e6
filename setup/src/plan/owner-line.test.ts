import { expect, test } from 'vitest';
import { ownersIn, withOwner } from './owner-line.ts';

const ME = 'me@example.com';

test.each<[string, string, readonly string[], string]>([
  ['nothing', '', [], `OWNER_EMAILS=${ME}\n`],
  ['other lines, the last one open', '# mine\nAPP_CHECK=on', [], `# mine\nAPP_CHECK=on\nOWNER_EMAILS=${ME}\n`],
  ['Windows line ends', 'A=1\r\n', [], `A=1\r\nOWNER_EMAILS=${ME}\r\n`],
  ['an empty one', 'OWNER_EMAILS=\nA=1\n', [], `OWNER_EMAILS=${ME}\nA=1\n`],
  ['another owner', 'OWNER_EMAILS=You@example.com\n', ['you@example.com'], `OWNER_EMAILS=you@example.com,${ME}\n`],
  ['quotes', 'OWNER_EMAILS="a@b.c, d@e.f" # us\nA=1', ['a@b.c', 'd@e.f'], `OWNER_EMAILS=a@b.c,d@e.f,${ME} # us\nA=1`],
  [
    'the last of two counts',
    'OWNER_EMAILS=a@b.c\nOWNER_EMAILS=d@e.f',
    ['d@e.f'],
    `OWNER_EMAILS=a@b.c\nOWNER_EMAILS=d@e.f,${ME}`,
  ],
  ['one that is commented out', '#OWNER_EMAILS=a@b.c\n', [], `#OWNER_EMAILS=a@b.c\nOWNER_EMAILS=${ME}\n`],
  ['one that another name ends with', 'NO_OWNER_EMAILS=x\n', [], `NO_OWNER_EMAILS=x\nOWNER_EMAILS=${ME}\n`],
])('%s', (_what, text, owners, next) => {
  expect(ownersIn(text)).toEqual(owners);
  expect(withOwner(text, ME)).toBe(next);
  expect(ownersIn(next)).toContain(ME);
});

test('a line that goes on over the next is left to people', () => {
  expect(ownersIn('OWNER_EMAILS="a@b.c,\nd@e.f"\n')).toBeNull();
});
