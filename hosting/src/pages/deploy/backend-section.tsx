import {
  BACKEND_OWNED_ENV,
  CONCURRENCY_PROFILES,
  type ConcurrencyProfile,
  CPU_COUNTS,
  concurrencyOf,
  cpuCountsFor,
  GPU_TYPE_IDS,
  GPU_TYPES,
  MODEL_CATALOGUE,
  type ModelId,
  profileOf,
} from '@proving-ground/shared';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type BackendForm, gpuOf } from './deploy-form.ts';
import type { LockedParts } from './scoped-form.ts';
import { ServiceSection } from './service-section.tsx';

const GPU_OPTIONS = [
  ...GPU_TYPE_IDS.map((value) => ({ value, text: GPU_TYPES[value].label })),
  { value: '', text: 'None' },
];

const PROFILE_OPTIONS = Object.entries(CONCURRENCY_PROFILES).map(([value, { label }]) => ({ value, text: label }));

/** The model server's part of the form. */
export function BackendSection(props: {
  readonly backend: BackendForm;
  readonly model: string;
  /** Which parts the scope leaves as they are live. */
  readonly locked: LockedParts;
  readonly errors: FieldErrors;
  readonly onBackend: (backend: BackendForm) => void;
  /** Another GPU may mean other sizes and other regions. */
  readonly onGpu: (gpuType: string) => void;
}) {
  const { backend, model, locked, errors, onBackend, onGpu } = props;
  const gpu = gpuOf(props);
  const onlyMemory = gpu && GPU_TYPES[gpu].minCpuCount === Math.max(...CPU_COUNTS) ? GPU_TYPES[gpu] : null;
  const entry = MODEL_CATALOGUE[model as ModelId];
  const profile = profileOf({
    concurrency: Number(backend.concurrency),
    parallelRequests: Number(backend.parallelRequests),
  });
  return (
    <ServiceSection
      kind="backend"
      title="Model server"
      lead="Ollama with the model's weights inside the image. Private: only the agent may call it."
      ownedEnv={BACKEND_OWNED_ENV}
      locked={locked.backend ? 'Kept: the live model server stays as it is.' : undefined}
      nameLocked={
        locked.backendName && !locked.backend
          ? 'Kept: another model server for this agent takes a release of the whole pair.'
          : undefined
      }
      cpuCounts={cpuCountsFor(gpu)}
      memoryLocked={onlyMemory ? `An ${onlyMemory.label} comes with ${onlyMemory.minMemoryGiB} GiB.` : undefined}
      form={backend}
      errors={errors}
      onForm={onBackend}
      beforeCpu={
        <SelectField
          label="GPU"
          value={backend.gpuType}
          options={GPU_OPTIONS}
          hint={entry.runsOnCpu ? undefined : `${entry.label} needs one.`}
          error={errors.get('backend.gpuType')}
          onValue={onGpu}
        />
      }
      afterConcurrency={
        <>
          <SelectField
            label="Profile"
            value={profile ?? ''}
            options={[...PROFILE_OPTIONS, ...(profile ? [] : [{ value: '', text: 'Values of its own' }])]}
            hint="Sets the concurrency beside the parallel requests."
            onValue={(chosen) => onBackend(withProfile(backend, chosen))}
          />
          <TextField
            label="Parallel requests"
            numeric
            hint="Answers the model works on at once."
            value={backend.parallelRequests}
            error={errors.get('backend.parallelRequests')}
            onValue={(parallelRequests) => onBackend({ ...backend, parallelRequests })}
          />
        </>
      }
    />
  );
}

function withProfile(backend: BackendForm, chosen: string): BackendForm {
  const parallel = Number(backend.parallelRequests);
  if (!Object.hasOwn(CONCURRENCY_PROFILES, chosen) || !Number.isInteger(parallel)) return backend;
  return { ...backend, concurrency: String(concurrencyOf(chosen as ConcurrencyProfile, parallel)) };
}
