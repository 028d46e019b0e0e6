import {
  BACKEND_OWNED_ENV,
  CONCURRENCY_PROFILES,
  type ConcurrencyProfile,
  concurrencyOf,
  MODEL_CATALOGUE,
  type ModelId,
  profileOf,
} from '@proving-ground/shared';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { BackendForm } from './deploy-form.ts';
import type { LockedParts } from './scoped-form.ts';
import { ServiceSection } from './service-section.tsx';

const GPU_OPTIONS = [
  { value: 'nvidia-l4', text: 'NVIDIA L4' },
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
}) {
  const { backend, model, locked, errors, onBackend } = props;
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
          onValue={(gpuType) => onBackend({ ...backend, gpuType })}
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
