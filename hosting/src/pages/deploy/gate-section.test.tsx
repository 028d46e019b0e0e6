// @vitest-environment happy-dom
import { GATE_PRESET_NAMES, GATE_PRESETS, gateSpec } from '@proving-ground/shared';
import { describe, expect, test, vi } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { LIVE, openDeployPage } from '../../testing/open-deploy-page.tsx';
import { gateFormOf, gateOfForm, presetOf } from './gate-form.ts';

const ON = 'Compare under load before the traffic moves';

describe('the form of a gate', () => {
  test.each(GATE_PRESET_NAMES)('says of the preset %s what the preset says, and knows it again', (name) => {
    const { gate } = GATE_PRESETS[name];
    expect(gateOfForm(gateFormOf(gate))).toEqual(gate);
    expect(presetOf(gateFormOf(gate))).toBe(name);
  });

  test('keeps a scenario of one’s own, and a first token that is not judged', () => {
    const gate = gateSpec.parse({
      maxTtftP95Increase: null,
      scenario: { name: 'mine', tasks: [{ kind: 'ask', prompts: [{ text: 'Hello?' }] }] },
    });
    expect(gateOfForm(gateFormOf(gate))).toEqual(gate);
    expect(presetOf(gateFormOf(gate))).toBeNull();
  });
});

test('is off at first; switched on, it asks for the standard gate and says what that takes', async () => {
  const { root, started, press, tick } = openDeployPage();
  expect(root.textContent).not.toContain('How closely');
  await tick(ON);
  expect(root.textContent).toMatch(/Adds 4 to \d+ minutes, and about \$\d+\.\d\d to \$\d+\.\d\d/);
  expect(root.textContent).toContain('Nothing serves under this name yet');
  await expectAccessible(root);
  await press('Deploy');
  await vi.waitFor(() => expect(started()).toMatchObject([{ gate: GATE_PRESETS.standard.gate }]));
});

test('a preset fills in the values, a value of one’s own leaves the preset', async () => {
  const { root, started, press, tick, type, scope } = openDeployPage();
  await tick(ON);
  await vi.waitFor(() => expect(scope('quick')).not.toBeNull());
  scope('quick')?.click();
  await vi.waitFor(() => expect(root.textContent).not.toContain('Your own'));
  await type('95th percentile', '35');
  expect(scope('own')?.checked).toBe(true);
  await press('Deploy');
  await vi.waitFor(() =>
    expect(started()).toMatchObject([{ gate: { ...GATE_PRESETS.quick.gate, maxP95Increase: 0.35 } }]),
  );
});

test('what chance alone would decide is refused beside its field', async () => {
  const { root, started, press, tick, type } = openDeployPage();
  await tick(ON);
  await type('95th percentile', '1');
  await type('Failed requests', '0.1');
  await type('Least rounds', '5');
  await press('Deploy');
  expect(root.textContent).toContain('Between 5 % and 1000 %: below, chance alone would decide.');
  expect(root.textContent).toContain('Use an even number');
  expect(started()).toEqual([]);
});

test('a scenario that does not stream has no first token to judge', async () => {
  const { started, press, tick, choose, field } = openDeployPage();
  await tick(ON);
  await choose('Scenario', 'checked-answers');
  expect(field('First token')).toMatchObject({ disabled: true });
  await press('Deploy');
  await vi.waitFor(() =>
    expect(started()).toMatchObject([{ gate: { scenario: 'checked-answers', maxTtftP95Increase: null } }]),
  );
});

test('a deployment that is deployed again keeps its gate', async () => {
  const spec = { ...LIVE, gate: GATE_PRESETS.quick.gate };
  const { started, press } = openDeployPage({ path: '/deploy?from=d1', earlier: { spec } });
  await press('Deploy');
  await vi.waitFor(() => expect(started()).toEqual([spec]));
});
