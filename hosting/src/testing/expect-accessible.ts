import axe from 'axe-core';
import { expect } from 'vitest';

/** Fails with what axe finds wrong. What needs a real layout, such as contrast, is looked at in a browser. */
export async function expectAccessible(element: HTMLElement): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
  });
  expect(violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) }))).toEqual([]);
}
