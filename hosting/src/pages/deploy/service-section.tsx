import type { ComponentChildren } from 'preact';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { FormSection } from '../../ui/form-section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { KeyValueEditor } from './key-value-editor.tsx';
import type { ServiceForm } from './service-form.ts';

/** One service's part of the form; what only one of them has comes in by slots, where it belongs among the rest. */
export function ServiceSection<F extends ServiceForm>(props: {
  readonly kind: 'backend' | 'agent';
  readonly title: string;
  readonly lead: string;
  readonly ownedEnv: readonly string[];
  /** Why nothing of it can be changed now. */
  readonly locked?: string | undefined;
  /** Why its name cannot be changed now. */
  readonly nameLocked?: string | undefined;
  /** Those that can be chosen. */
  readonly cpuCounts: readonly number[];
  /** Why its memory cannot be changed now. */
  readonly memoryLocked?: string | undefined;
  readonly form: F;
  readonly errors: FieldErrors;
  readonly onForm: (form: F) => void;
  readonly beforeCpu?: ComponentChildren;
  readonly afterConcurrency?: ComponentChildren;
}) {
  const { kind, title, lead, ownedEnv, locked, nameLocked, cpuCounts, memoryLocked } = props;
  const { form, errors, onForm, beforeCpu, afterConcurrency } = props;
  const error = (field: keyof ServiceForm) => errors.get(`${kind}.${field}`);
  const set = (part: Partial<ServiceForm>) => onForm({ ...form, ...part });
  return (
    <FormSection title={title} lead={lead} locked={locked}>
      <TextField
        label="Service name"
        value={form.serviceName}
        disabled={nameLocked !== undefined}
        hint={nameLocked}
        error={error('serviceName')}
        onValue={(serviceName) => set({ serviceName })}
      />
      <div class="field-grid">
        {beforeCpu}
        <SelectField
          label="CPU"
          value={form.cpuCount}
          options={cpuCounts.map((count) => ({ value: String(count), text: String(count) }))}
          error={error('cpuCount')}
          onValue={(cpuCount) => set({ cpuCount })}
        />
        <TextField
          label="Memory"
          numeric
          unit="GiB"
          value={form.memoryGiB}
          disabled={memoryLocked !== undefined}
          hint={memoryLocked}
          error={error('memoryGiB')}
          onValue={(memoryGiB) => set({ memoryGiB })}
        />
        <TextField
          label="Concurrency"
          numeric
          hint="Requests an instance takes at once."
          value={form.concurrency}
          error={error('concurrency')}
          onValue={(concurrency) => set({ concurrency })}
        />
        {afterConcurrency}
        <TextField
          label="Most instances"
          numeric
          hint="The cap on what it can cost."
          value={form.maxInstances}
          error={error('maxInstances')}
          onValue={(maxInstances) => set({ maxInstances })}
        />
        <TextField
          label="Request timeout"
          numeric
          unit="s"
          value={form.timeoutSeconds}
          error={error('timeoutSeconds')}
          onValue={(timeoutSeconds) => set({ timeoutSeconds })}
        />
      </div>
      <KeyValueEditor
        legend="Environment variables"
        hint={`Set from the other fields, so not here: ${ownedEnv.join(', ')}.`}
        noun="variable"
        field={`${kind}.env`}
        rows={form.env}
        errors={errors}
        onRows={(env) => set({ env })}
      />
      <KeyValueEditor
        legend="Labels"
        hint="Carried by the service and shown on the bill."
        noun="label"
        field={`${kind}.labels`}
        rows={form.labels}
        errors={errors}
        onRows={(labels) => set({ labels })}
      />
    </FormSection>
  );
}
