// @vitest-environment happy-dom
import { Failure, type Inventory, type PriceSettings, type Role, type SpendingSettings } from '@proving-ground/shared';
import { expect, test, vi } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { SpendingPage } from './spending-page.tsx';

const NOTHING: Inventory = {
  at: '2026-03-01T12:00:00.000Z',
  services: [],
  images: [],
  builds: [],
  alerts: [],
  unread: [],
};
const SERVICE: Inventory['services'][number] = {
  region: 'europe-west1',
  name: 'ollama-gemma3-270m-gpu',
  url: null,
  isKnown: true,
  gpuType: 'nvidia-l4',
  minInstances: 0,
  costUsdPerHour: 1.31,
};
const CAP: SpendingSettings = {
  dailyGpuCapUsd: 40,
  setBy: { uid: 'u1', email: 'owner@example.com' },
  setAt: '2026-03-01T12:00:00.000Z',
};

interface Wishes {
  readonly inventory?: Inventory | Failure;
  readonly cap?: SpendingSettings | null;
  readonly prices?: PriceSettings;
  readonly role?: Role;
}

function open(options: Wishes = {}) {
  const { inventory = NOTHING, cap = null, role = 'owner' } = options;
  const call = vi.fn(async (name: string, input: unknown) => {
    if (name === 'takeInventory' && inventory instanceof Failure) throw inventory;
    return name === 'takeInventory' ? inventory : input;
  });
  const data = {
    prices: () => (options.prices ? ready(options.prices) : live<PriceSettings>({ kind: 'missing' })),
    spending: () => (cap ? ready(cap) : live<SpendingSettings>({ kind: 'missing' })),
  };
  const root = show(<SpendingPage />, { api: anApi({ role, data, callables: { call: call as never } }) });
  return { root, call, ...person(root) };
}

test('when nothing is there, it says that nothing costs money', async () => {
  const { root } = open();
  await vi.waitFor(() => expect(root.textContent).toContain('nothing costs money but storage'));
  expect(root.textContent).toContain('No cap is set');
  await expectAccessible(root);
});

test('what is there is listed, and what no record knows is pointed out', async () => {
  const inventory = {
    ...NOTHING,
    services: [SERVICE, { ...SERVICE, name: 'left-over', isKnown: false, gpuType: null, minInstances: 1 }],
    images: [{ region: 'europe-west1', name: 'old-image', isKnown: false }],
    builds: [{ region: 'europe-west1', buildId: 'b1', status: 'WORKING' }],
  };
  const { root } = open({ inventory, cap: CAP });
  await vi.waitFor(() => expect(root.textContent).toContain('There are 2 services and 1 running build.'));
  expect(root.textContent).toContain('1 of the services are in no record of ours');
  expect([...root.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual([
    'Service with a GPUollama-gemma3-270m-gpueurope-west1live$1.31 an hour',
    'Serviceleft-overeurope-west1unknown$1.31 an hour, 1 always',
    'Buildb1europe-west1workingby the minute',
    'Imagesold-imageeurope-west1not in usestorage',
  ]);
  expect(root.textContent).toContain('$40.00 a day, set by owner@example.com');
  await expectAccessible(root);
});

test('a region that could not be read is said: then nothing is promised', async () => {
  const { root } = open({ inventory: { ...NOTHING, unread: [{ region: 'us-east4', why: 'Not reached.' }] } });
  await vi.waitFor(() => expect(root.textContent).toContain('us-east4 could not be read: Not reached.'));
  expect(root.textContent).not.toContain('nothing costs money');
});

test('when it cannot be read at all, the reason stands there, and one can look again', async () => {
  const { root, call, press } = open({ inventory: new Failure(aFailure()) });
  await vi.waitFor(() => expect(root.textContent).toContain('The backend gave no usable answer.'));
  await press('Look again');
  await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(2));
});

test('an owner sets a cap, or none', async () => {
  const { call, type, press, button } = open();
  await type('New cap', '25.5');
  await press('Set the cap');
  await vi.waitFor(() => expect(call).toHaveBeenCalledWith('setSpendingCap', { dailyGpuCapUsd: 25.5 }));
  await vi.waitFor(() => expect(button('No cap').disabled).toBe(false));
  await press('No cap');
  await vi.waitFor(() => expect(call).toHaveBeenCalledWith('setSpendingCap', { dailyGpuCapUsd: null }));
});

test('a cap that was changed is put back with one press', async () => {
  const { root, call, type, press } = open({ cap: CAP });
  await type('New cap', '25.5');
  await press('Set the cap');
  await vi.waitFor(() => expect(root.textContent).toContain('The cap was changed.'));
  await press('Undo');
  const { dailyGpuCapUsd } = CAP;
  await vi.waitFor(() => expect(call).toHaveBeenLastCalledWith('setSpendingCap', { dailyGpuCapUsd }));
  await vi.waitFor(() => expect(root.textContent).not.toContain('The cap was changed.'));
});

test.each(['', 'much', '-1', '1e9'])('the cap "%s" is refused beside its field, and nothing is sent', async (text) => {
  const { root, call, type, press } = open();
  await type('New cap', text);
  await press('Set the cap');
  expect(root.textContent).toContain('Write an amount in dollars');
  expect(call).not.toHaveBeenCalledWith('setSpendingCap', expect.anything());
});

test('others see the cap and cannot change it', () => {
  const { root } = open({ role: 'operator', cap: CAP });
  expect(root.textContent).toContain('Owners can change it.');
  expect(root.textContent).toContain('Owners can enter it.');
  expect(root.querySelector('form')).toBeNull();
});

const RTX = 'nvidia-rtx-pro-6000';

test('a service whose GPU has no known price costs something unknown', async () => {
  const inventory = { ...NOTHING, services: [{ ...SERVICE, gpuType: RTX, costUsdPerHour: null }] };
  const { root } = open({ inventory });
  await vi.waitFor(() => expect(root.querySelector('tbody tr')?.textContent).toMatch(/unknown$/));
});

test('an owner enters what a GPU costs, and takes it back', async () => {
  const { root, call, type, press, button } = open();
  expect(root.textContent).toContain('NVIDIA RTX PRO 6000: no verified list price');
  await type('Price of one NVIDIA RTX PRO 6000', '2.5');
  await press('Enter the price');
  await vi.waitFor(() => expect(call).toHaveBeenCalledWith('setGpuPrice', { gpuType: RTX, gpuUsdPerHour: 2.5 }));
  await vi.waitFor(() => expect(button('Not known').disabled).toBe(false));
  await press('Not known');
  await vi.waitFor(() => expect(call).toHaveBeenCalledWith('setGpuPrice', { gpuType: RTX, gpuUsdPerHour: null }));
});

test.each(['', '0', '-1', 'much', '1001'])('the price "%s" is refused beside its field', async (text) => {
  const { root, call, type, press } = open();
  await type('Price of one NVIDIA RTX PRO 6000', text);
  await press('Enter the price');
  expect(root.textContent).toContain('Write an amount in dollars above 0');
  expect(call).not.toHaveBeenCalledWith('setGpuPrice', expect.anything());
});

test('a price that was entered stands there, with who and when', () => {
  const prices = { gpuUsdPerHour: { [RTX]: 2.5 }, setBy: CAP.setBy, setAt: CAP.setAt };
  const { root } = open({ prices });
  expect(root.textContent).toContain('NVIDIA RTX PRO 6000: $2.50 an hour, entered by owner@example.com');
});
