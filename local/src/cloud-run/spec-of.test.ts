import { expect, test } from 'vitest';
import { specOf } from './spec-of.ts';

test('a zero that was sent means what an absent field means', () => {
  const sent = {
    description: '',
    invokerIamDisabled: false,
    traffic: [],
    labels: {},
    ingress: 'INGRESS_TRAFFIC_UNSPECIFIED',
  };
  expect(specOf(sent)).toEqual({});
});

test('what the proto calls optional keeps its zero, and a map the values that are empty', () => {
  const spec = { scaling: { scalingMode: 'MANUAL', manualInstanceCount: 0 }, labels: { bare: '' } };
  expect(specOf(spec)).toEqual(spec);
});

test('an empty message stays: a probe without options is a probe', () => {
  const sent = {
    template: { containers: [{ startupProbe: { httpGet: {}, probeType: 'httpGet', periodSeconds: 0 } }] },
  };
  expect(specOf(sent)).toEqual({ template: { containers: [{ startupProbe: { httpGet: {} } }] } });
});

test('an env value of "0" is a value', () => {
  const spec = { template: { containers: [{ env: [{ name: 'A', value: '0' }] }] } };
  expect(specOf(spec)).toEqual(spec);
});

test('output fields are left out', () => {
  expect(specOf({ uid: 'x', uri: 'http://x', description: 'mine' })).toEqual({ description: 'mine' });
});
