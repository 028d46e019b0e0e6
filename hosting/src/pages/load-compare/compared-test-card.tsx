import { describeLoad, type LoadTest, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { formatInstant } from '../../format/instant.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { LoadStatusBadge } from '../../ui/load-status-badge.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { ComparedTest } from './use-compared-test.ts';

/** Which test a side of the comparison is, and why it cannot be compared. */
export function ComparedTestCard(props: { readonly side: 'Base' | 'Next'; readonly compared: ComparedTest }) {
  const { side, compared } = props;
  const titleId = useId();
  return (
    <section class="card" aria-labelledby={titleId}>
      <header class="card-header">
        <h2 id={titleId}>{side}</h2>
        {'test' in compared && <LoadStatusBadge status={compared.test.status} />}
      </header>
      {compared.kind === 'loading' && <Skeleton lines={3} label={`Loading the ${side.toLowerCase()} test`} />}
      {compared.kind === 'missing' && (
        <p class="card-text">
          There is no load test <code>{compared.id}</code> in this project.
        </p>
      )}
      {compared.kind === 'failed' && <FailurePanel failure={compared.failure} retry={compared.retry} />}
      {'test' in compared && <TestLines test={compared.test} />}
      {compared.kind === 'notEnded' && (
        <p class="card-text">This test has not ended yet. The comparison comes by itself once it has.</p>
      )}
      {compared.kind === 'noFigures' && <p class="card-text">This test has no figures to compare.</p>}
    </section>
  );
}

function TestLines({ test }: { readonly test: LoadTest }) {
  const { id, note, spec, target, createdAt } = test;
  return (
    <div class="compared-test">
      <a href={`/load-tests/${id}`}>
        {MODEL_CATALOGUE[target.model].label} in {target.region}, {formatInstant(createdAt)}
      </a>
      {note && <p>{note}</p>}
      <p class="field-hint">{describeLoad(spec)}</p>
    </div>
  );
}
