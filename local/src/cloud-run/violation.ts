/** One thing Cloud Run would refuse, with the path of the field it is about. */
export interface Violation {
  readonly field: string;
  readonly message: string;
  /** Cloud Run can do this, the twin cannot: said as UNIMPLEMENTED and not as the caller's mistake. */
  readonly onlyInCloud?: true;
}

export function onlyInCloud(field: string, message: string): Violation {
  return { field, message: `The local twin ${message}`, onlyInCloud: true };
}
