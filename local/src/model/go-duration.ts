const MS_PER_UNIT: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};
const TERM = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/gy;

/** Reads a duration as Go writes it (`5m`, `1h30m`, `-1s`) into milliseconds; `null` for anything else. */
export function parseGoDuration(text: string): number | null {
  const [, sign = '', terms = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const factor = sign === '-' ? -1 : 1;
  if (terms === '0') return 0;
  let ms = 0;
  let end = 0;
  for (const [term, amount, unit] of terms.matchAll(TERM)) {
    ms += Number(amount) * (MS_PER_UNIT[unit ?? ''] ?? 0);
    end += term.length;
  }
  return end === terms.length && end > 0 ? factor * ms : null;
}
