import { expect, test, vi } from 'vitest';
import { createOutput, type Write } from './output.ts';

test('for people everything goes to stdout, without what would steer the terminal', () => {
  const [stdout, stderr] = [vi.fn<Write>(), vi.fn<Write>()];
  const output = createOutput({ json: false, stdout, stderr });
  output.progress('\u001b[31mred\r\n\tpanda 🐼\u009b0m');
  output.result({ text: 'done\u0007\n', document: {} });
  expect(stdout.mock.calls).toEqual([['[31mred\n\tpanda 🐼0m'], ['done\n']]);
  expect(stderr).not.toHaveBeenCalled();
});

test('for scripts stdout has the document alone', () => {
  const [stdout, stderr] = [vi.fn<Write>(), vi.fn<Write>()];
  const output = createOutput({ json: true, stdout, stderr });
  output.progress('going on');
  output.result({ text: 'done\n', document: { a: '\u001b' } });
  expect(stderr.mock.calls).toEqual([['going on']]);
  expect(stdout.mock.calls).toEqual([['{\n  "a": "\\u001b"\n}\n']]);
});
