import type { LoadResult, LoadTest } from '@proving-ground/shared';
import { Button } from '../../ui/button.tsx';
import { downloadFile } from './download-file.ts';
import { exportFiles } from './export-files.ts';

/** The result as files, made in the browser: nothing is uploaded or fetched. */
export function ExportBar({ test, result }: { readonly test: LoadTest; readonly result: LoadResult }) {
  return (
    <fieldset class="export-bar">
      <legend>Export</legend>
      {exportFiles.map(({ label, make }) => (
        <Button key={label} variant="quiet" onClick={() => downloadFile(make({ test, result }))}>
          {label}
        </Button>
      ))}
    </fieldset>
  );
}
