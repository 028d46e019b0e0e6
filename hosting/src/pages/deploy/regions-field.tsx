import { GPU_TYPE_IDS, GPU_TYPES, hasGpuIn, REGIONS } from '@proving-ground/shared';
import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { formatKnownUsd } from '../../format/money.ts';
import { type Check, ChecksField } from '../../ui/checks-field.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { costOfForm } from './cost-of-form.ts';
import { type DeployForm, gpuOf } from './deploy-form.ts';

/** Where it runs: one region or several, each with the GPUs that are there and what the form costs in it. */
export function RegionsField(props: {
  readonly form: DeployForm;
  readonly errors: FieldErrors;
  readonly onRegions: (regions: readonly string[]) => void;
}) {
  const { form, errors, onRegions } = props;
  const { isFilledIn, busyUsdPerHour } = costOfForm(form, useGpuPrices());
  const cost = isFilledIn ? `${formatKnownUsd(busyUsdPerHour)}${busyUsdPerHour === null ? ' cost' : ' an hour'}` : null;
  const gpu = gpuOf(form);
  const checks = REGIONS.map((region): Check<(typeof REGIONS)[number]> => {
    if (!hasGpuIn(region, gpu)) {
      return { value: region, title: region, text: gpu ? `No ${GPU_TYPES[gpu].label} here` : '', disabled: true };
    }
    const gpus = GPU_TYPE_IDS.filter((type) => hasGpuIn(region, type)).map((type) => GPU_TYPES[type].label);
    return { value: region, title: region, text: [gpus.join(', '), cost].filter(Boolean).join(' · ') };
  });
  return (
    <ChecksField
      legend="Regions"
      hint="Both services run in each of them. Every region builds, is checked and goes live by itself."
      checks={checks}
      values={form.regions}
      error={errors.get('regions')}
      onValues={onRegions}
    />
  );
}
