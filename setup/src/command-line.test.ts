import { describe, expect, test } from 'vitest';
import { parseCommandLine, UsageError } from './command-line.ts';

test('all of it', () => {
  const argv = ['--project', 'zoo-project', '--region', 'us-east4', '--owner', 'Me@Example.com', '--dry-run', '--json'];
  expect(parseCommandLine(argv)).toEqual({
    projectId: 'zoo-project',
    region: 'us-east4',
    owner: 'me@example.com',
    isDryRun: true,
    isJson: true,
  });
});

test('a project is enough', () => {
  expect(parseCommandLine(['--project=zoo-project'])).toEqual({
    projectId: 'zoo-project',
    region: 'europe-west1',
    owner: null,
    isDryRun: false,
    isJson: false,
  });
});

describe('what would go into a URL or a file is refused', () => {
  test.each([
    '../../etc',
    'zoo-project/../other',
    'zoo-project?x=1',
    'zoo-project:setIamPolicy',
    'zoo project',
    'zoo-project\n',
    'Zoo-Project',
    '1zoo-project',
    'zoo-project-',
    'zoo',
    'a'.repeat(31),
    '',
  ])('project %j', (id) => {
    expect(() => parseCommandLine(['--project', id])).toThrow(UsageError);
  });
  test.each([
    'me',
    'me@example.com,you@example.com',
    'me@example.com\nAPP_CHECK=off',
    '"me"@example.com',
    "o'me@example.com",
  ])('owner %j', (owner) => {
    expect(() => parseCommandLine(['--project', 'zoo-project', '--owner', owner])).toThrow(UsageError);
  });
});

test.each<[readonly string[], string]>([
  [[], '--project ID is needed.'],
  [['--project', 'zoo-project', '--region', 'mars-north1'], '--region: The region is one of'],
  [['--project', 'zoo-project', '--force'], "Unknown option '--force'"],
  [['zoo-project'], 'Unexpected argument'],
])('%j', (argv, message) => {
  expect(() => parseCommandLine(argv)).toThrow(message);
});
