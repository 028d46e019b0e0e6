/** The zone of whoever looks at the page. */
export function browserTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone that can be chosen. Browsers do not list them all, above all not UTC: the wanted ones are added. */
export function timeZones(...wanted: readonly string[]): readonly string[] {
  return [...new Set(['UTC', ...wanted, ...Intl.supportedValuesOf('timeZone')])].sort();
}
