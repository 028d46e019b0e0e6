import { expect, test } from 'vitest';
import { applyUpdateMask } from './update-mask.ts';

const CURRENT = {
  labels: { a: '1' },
  description: 'old',
  template: { maxInstanceRequestConcurrency: 4, scaling: { minInstanceCount: 1, maxInstanceCount: 2 } },
};

test.each([[[]], [['*']]])('the mask %j replaces everything', (paths) => {
  expect(applyUpdateMask(CURRENT, { description: 'new' }, paths)).toEqual({ description: 'new' });
});

test('a path takes its field from the update, in either spelling', () => {
  const update = { template: { maxInstanceRequestConcurrency: 7, serviceAccount: 'ignored@x.y' } };
  for (const path of ['template.max_instance_request_concurrency', 'template.maxInstanceRequestConcurrency']) {
    expect(applyUpdateMask(CURRENT, update, [path])).toEqual({
      ...CURRENT,
      template: { ...CURRENT.template, maxInstanceRequestConcurrency: 7 },
    });
  }
});

test('a path that the update lacks clears its field', () => {
  expect(applyUpdateMask(CURRENT, {}, ['description', 'template.scaling.min_instance_count'])).toEqual({
    labels: { a: '1' },
    template: { maxInstanceRequestConcurrency: 4, scaling: { maxInstanceCount: 2 } },
  });
});

test.each(['uid', 'terminal_condition', 'nonsense', ''])('the path "%s" is refused', (path) => {
  expect(() => applyUpdateMask(CURRENT, {}, [path])).toThrow(`Invalid update_mask path "${path}"`);
});
