import type { LoadTest } from '@proving-ground/shared';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { LoadTestRow } from './load-test-row.tsx';

/** Load tests, one a line; on a narrow screen each line becomes a small card. */
export function LoadTestTable(props: {
  readonly loadTests: readonly LoadTest[];
  /** Ids of the tests that others of their target are compared with. */
  readonly baselines: ReadonlySet<string>;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, isChosen: boolean) => void;
}) {
  const { loadTests, baselines, chosen, onChoose } = props;
  const nowMs = secondsClock.value;
  return (
    <table class="table record-table load-tests">
      <caption class="visually-hidden">Load tests, newest first</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Choose to compare</span>
          </th>
          <th scope="col">Started</th>
          <th scope="col">Test</th>
          <th scope="col">Status</th>
          <th scope="col" class="numeric">
            Requests
          </th>
          <th scope="col" class="numeric">
            Req/s
          </th>
          <th scope="col" class="numeric">
            p95
          </th>
          <th scope="col" class="numeric">
            Errors
          </th>
          <th scope="col">Verdict</th>
          <th scope="col" class="numeric">
            Cost
          </th>
        </tr>
      </thead>
      <tbody>
        {loadTests.map((loadTest) => (
          <LoadTestRow
            key={loadTest.id}
            loadTest={loadTest}
            nowMs={nowMs}
            isBaseline={baselines.has(loadTest.id)}
            isChosen={chosen.has(loadTest.id)}
            onChoose={(isChosen) => onChoose(loadTest.id, isChosen)}
          />
        ))}
      </tbody>
    </table>
  );
}
