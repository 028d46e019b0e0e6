import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { type Exported, exportFiles } from './export-files.ts';

/** The result as files, made in the browser: nothing is uploaded or fetched. */
export function ExportBar({ exported }: { readonly exported: Exported }) {
  return (
    <fieldset class="export-bar">
      <legend>Export</legend>
      {exportFiles.map(({ label, make }) => (
        <Button key={label} variant="quiet" onClick={() => saveFile(make(exported))}>
          {label}
        </Button>
      ))}
    </fieldset>
  );
}
