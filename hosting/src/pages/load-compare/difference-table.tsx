import type { ConfigDifference } from './config-differences.ts';

/** What was not the same in both tests. */
export function DifferenceTable({ differences }: { readonly differences: readonly ConfigDifference[] }) {
  if (differences.length === 0) {
    return <p class="card card-text">Load, images, revisions and sizes were the same in both tests.</p>;
  }
  return (
    <section class="card" aria-labelledby="differences-title">
      <header class="card-header">
        <h2 id="differences-title">What was not the same</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="table-box" tabIndex={0} aria-label="What was not the same, table">
        <table class="load-table differences">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Base</th>
              <th scope="col">Next</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ name, base, next }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{base}</td>
                <td>{next}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
