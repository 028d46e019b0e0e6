import { useRef } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { CrossIcon, PlusIcon } from '../../ui/icons.tsx';
import { addRow, type Row } from './service-form.ts';

/** A list of names and values, such as environment variables. */
export function KeyValueEditor(props: {
  readonly legend: string;
  readonly hint: string;
  /** What one row is called: "variable". */
  readonly noun: string;
  readonly field: string;
  readonly rows: readonly Row[];
  readonly errors: FieldErrors;
  readonly onRows: (rows: readonly Row[]) => void;
}) {
  const { legend, hint, noun, field, rows, errors, onRows } = props;
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const change = (id: number, part: Partial<Row>) =>
    onRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const remove = (id: number) => {
    onRows(rows.filter((row) => row.id !== id));
    // The button that had the focus is gone with its row.
    fieldset.current?.querySelector<HTMLButtonElement>('.button')?.focus();
  };
  const listError = errors.get(field);
  return (
    <fieldset ref={fieldset} class="rows">
      <legend>{legend}</legend>
      <p class="field-hint">{hint}</p>
      {rows.map((row, index) => (
        <RowInputs
          key={row.id}
          row={row}
          label={`${noun} ${index + 1}`}
          error={errors.get(`${field}.${row.id}`)}
          onChange={(part) => change(row.id, part)}
          onRemove={() => remove(row.id)}
        />
      ))}
      {listError && <p class="field-error">{listError}</p>}
      <Button variant="quiet" onClick={() => onRows(addRow(rows))}>
        <PlusIcon />
        Add {noun}
      </Button>
    </fieldset>
  );
}

function RowInputs(props: {
  readonly row: Row;
  readonly label: string;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<Row>) => void;
  readonly onRemove: () => void;
}) {
  const { row, label, error, onChange, onRemove } = props;
  const input = (part: 'name' | 'value') => (
    <input
      type="text"
      autocomplete="off"
      spellcheck={false}
      placeholder={part}
      aria-label={`${part} of ${label}`}
      aria-invalid={error !== undefined}
      value={row[part]}
      onInput={(event) => onChange({ [part]: event.currentTarget.value })}
    />
  );
  return (
    <div class="row" data-invalid={error !== undefined}>
      <div class="row-inputs">
        {input('name')}
        {input('value')}
        <button type="button" class="row-remove" aria-label={`Remove ${label}`} onClick={onRemove}>
          <CrossIcon />
        </button>
      </div>
      {error && (
        <p class="field-error" role="status">
          {error}
        </p>
      )}
    </div>
  );
}
