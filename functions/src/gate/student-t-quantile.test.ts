import { normalQuantile } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { studentTQuantile } from './student-t-quantile.ts';

// From the table at https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm.
test.each([
  [0.95, 1, 6.314],
  [0.975, 3, 3.182],
  [0.99, 5, 3.365],
  [0.999, 7, 4.785],
  [0.975, 30, 2.042],
  [0.995, 100, 2.626],
])('the quantile %d with %i degrees of freedom is %d', (probability, degreesOfFreedom, expected) => {
  expect(studentTQuantile(probability, degreesOfFreedom)).toBeCloseTo(expected, 3);
  expect(studentTQuantile(1 - probability, degreesOfFreedom)).toBeCloseTo(-expected, 3);
});

test.each([
  [0.5, 0],
  [0.975, 1.959964],
  [0.9875, 2.241403],
  [0.999, 3.090232],
  [0.0001, -3.719016],
])('the normal quantile %d is %d', (probability, expected) => {
  expect(normalQuantile(probability)).toBeCloseTo(expected, 6);
});
