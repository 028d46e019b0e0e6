const MEMORY_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  Ki: 1_024,
  M: 1e6,
  Mi: 1_024 ** 2,
  G: 1e9,
  Gi: 1_024 ** 3,
};

/** `2`, `2000m` or `0.5` in CPUs; `null` when it is none of them. */
export function parseCpu(text: string): number | null {
  const [, value, unit] = /^(\d+(?:\.\d+)?)(m?)$/.exec(text) ?? [];
  if (value === undefined) return null;
  return unit === 'm' ? Number(value) / 1_000 : Number(value);
}

/** `512Mi`, `16Gi` or `1G` in bytes; `null` when it is no quantity. */
export function parseMemoryBytes(text: string): number | null {
  const [, value, unit = ''] = /^(\d+(?:\.\d+)?)(k|Ki|M|Mi|G|Gi)?$/.exec(text) ?? [];
  const factor = MEMORY_UNITS[unit];
  return value === undefined || factor === undefined ? null : Number(value) * factor;
}
