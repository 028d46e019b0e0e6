import { signal } from '@preact/signals';
import type { Failure, LoadFigures, LoadObservation, LoadTargetRecord, LoadTest, Role } from '@proving-ground/shared';
import { act } from 'preact/test-utils';
import { Route, Router } from 'preact-iso';
import { vi } from 'vitest';
import type { CallableClient } from '../api/callable-client.ts';
import type { LiveList, LiveState } from '../api/live-state.ts';
import { recordCharts } from '../load-view/record-charts.tsx';
import { LoadTestPage } from '../pages/load-test/load-test-page.tsx';
import { NotFoundPage } from '../pages/not-found/not-found-page.tsx';
import { anApi, list, live } from './an-api.ts';
import { person } from './person.ts';
import { show } from './show.tsx';

export const ready = <T,>(value: T): LiveState<T> => ({ kind: 'ready', value });

/** The page of a test at its address, with everything that it reads and calls. */
export async function openLoadTestPage(
  state: LiveState<LoadTest>,
  options: {
    readonly figures?: LiveState<LoadFigures>;
    readonly targets?: readonly LoadTargetRecord[];
    readonly observations?: LiveState<LiveList<LoadObservation>>;
    readonly role?: Role;
    readonly failsWith?: Failure;
  } = {},
) {
  const record = signal(state);
  const figures = signal<LiveState<LoadFigures>>(options.figures ?? { kind: 'missing' });
  const retry = vi.fn();
  const call = vi.fn(() => (options.failsWith ? Promise.reject(options.failsWith) : Promise.resolve({})));
  const api = anApi({
    role: options.role ?? 'operator',
    loads: {
      loadTest: () => ({ state: record, retry }),
      figures: () => ({ state: figures, retry }),
      targets: () => list(...(options.targets ?? [])),
      ...(options.observations ? { observations: () => live(options.observations ?? { kind: 'missing' }) } : {}),
    },
    callables: { call: call as unknown as CallableClient['call'] },
  });
  const { charts, Recorded } = recordCharts();
  const page = (
    <Recorded>
      <Router>
        <Route path="/load-tests/:id" component={LoadTestPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </Recorded>
  );
  const root = show(page, { api, path: '/load-tests/l1' });
  await act(() => Promise.resolve());
  const becomes = (next: LoadTest, figuresNext: LoadFigures) =>
    act(() => {
      record.value = ready(next);
      figures.value = ready(figuresNext);
    });
  const titles = () => [...root.querySelectorAll('h2, figcaption strong')].map((title) => title.textContent);
  return { root, call, retry, charts, becomes, titles, ...person(root) };
}
