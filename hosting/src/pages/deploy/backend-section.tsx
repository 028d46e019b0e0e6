import { BACKEND_OWNED_ENV, CPU_COUNTS, MODEL_CATALOGUE, type ModelId } from '@proving-ground/shared';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { BackendForm } from './deploy-form.ts';
import { FormSection } from './form-section.tsx';
import { KeyValueEditor } from './key-value-editor.tsx';
import type { FieldErrors } from './validate-form.ts';

const GPU_OPTIONS = [
  { value: 'nvidia-l4', text: 'NVIDIA L4' },
  { value: '', text: 'None' },
];
const CPU_OPTIONS = CPU_COUNTS.map((count) => ({ value: String(count), text: String(count) }));

/** The model server's part of the form. */
export function BackendSection(props: {
  readonly backend: BackendForm;
  readonly model: string;
  readonly errors: FieldErrors;
  readonly onBackend: (backend: BackendForm) => void;
}) {
  const { backend, model, errors, onBackend } = props;
  const entry = MODEL_CATALOGUE[model as ModelId];
  const error = (field: keyof BackendForm) => errors.get(`backend.${field}`);
  const set = (part: Partial<BackendForm>) => onBackend({ ...backend, ...part });
  return (
    <FormSection
      title="Model server"
      lead="Ollama with the model's weights inside the image. Private: only the agent may call it."
    >
      <TextField
        label="Service name"
        value={backend.serviceName}
        error={error('serviceName')}
        onValue={(serviceName) => set({ serviceName })}
      />
      <div class="field-grid">
        <SelectField
          label="GPU"
          value={backend.gpuType}
          options={GPU_OPTIONS}
          hint={entry.runsOnCpu ? undefined : `${entry.label} needs one.`}
          error={error('gpuType')}
          onValue={(gpuType) => set({ gpuType })}
        />
        <SelectField
          label="CPU"
          value={backend.cpuCount}
          options={CPU_OPTIONS}
          error={error('cpuCount')}
          onValue={(cpuCount) => set({ cpuCount })}
        />
        <TextField
          label="Memory"
          numeric
          unit="GiB"
          value={backend.memoryGiB}
          error={error('memoryGiB')}
          onValue={(memoryGiB) => set({ memoryGiB })}
        />
        <TextField
          label="Concurrency"
          numeric
          hint="Requests an instance takes at once."
          value={backend.concurrency}
          error={error('concurrency')}
          onValue={(concurrency) => set({ concurrency })}
        />
        <TextField
          label="Parallel requests"
          numeric
          hint="Answers the model works on at once."
          value={backend.parallelRequests}
          error={error('parallelRequests')}
          onValue={(parallelRequests) => set({ parallelRequests })}
        />
        <TextField
          label="Most instances"
          numeric
          hint="The cap on what it can cost."
          value={backend.maxInstances}
          error={error('maxInstances')}
          onValue={(maxInstances) => set({ maxInstances })}
        />
        <TextField
          label="Request timeout"
          numeric
          unit="s"
          value={backend.timeoutSeconds}
          error={error('timeoutSeconds')}
          onValue={(timeoutSeconds) => set({ timeoutSeconds })}
        />
      </div>
      <KeyValueEditor
        legend="Environment variables"
        hint={`Set from the other fields, so not here: ${BACKEND_OWNED_ENV.join(', ')}.`}
        noun="variable"
        field="backend.env"
        rows={backend.env}
        errors={errors}
        onRows={(env) => set({ env })}
      />
      <KeyValueEditor
        legend="Labels"
        hint="Carried by the service and shown on the bill."
        noun="label"
        field="backend.labels"
        rows={backend.labels}
        errors={errors}
        onRows={(labels) => set({ labels })}
      />
    </FormSection>
  );
}
