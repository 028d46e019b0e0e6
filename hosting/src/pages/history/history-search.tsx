import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type HistoryFilter, historyHref } from './history-filter.ts';

/** Looks for whole words: names, addresses, ids, regions, states. */
export function HistorySearch({ filter }: { readonly filter: HistoryFilter }) {
  const { route } = useLocation();
  const [text, setText] = useState(filter.search);
  // A link, or the way back, has changed what is looked for.
  useEffect(() => setText(filter.search), [filter.search]);
  return (
    <search>
      <form
        class="history-search"
        onSubmit={(event) => {
          event.preventDefault();
          route(historyHref({ ...filter, search: text }));
        }}
      >
        <TextField
          label="Search"
          hint="Whole words: who, a service, a region, an id, failed…"
          value={text}
          onValue={setText}
        />
        <Button type="submit">Search</Button>
        {filter.search && (
          <Button variant="quiet" onClick={() => route(historyHref({ ...filter, search: '' }))}>
            Clear
          </Button>
        )}
      </form>
    </search>
  );
}
