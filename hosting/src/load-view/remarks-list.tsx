import { type LoadResult, resultRemarks } from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import './load-tables.css';

/** What a reader must know beside the figures; nothing when there is nothing. */
export function RemarksList({ result }: { readonly result: LoadResult }) {
  const id = useId();
  const remarks = resultRemarks(result);
  if (remarks.length === 0) return null;
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>Remarks</h2>
      </header>
      <ul class="remarks">
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </section>
  );
}
