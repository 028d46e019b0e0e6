/** One violation of a policy.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alerts */
export interface Alert {
  readonly state: 'OPEN' | 'CLOSED';
  readonly openTime: string;
  readonly closeTime?: string;
  readonly resource: TypeAndLabels;
  readonly metric: TypeAndLabels;
  readonly policy: {
    readonly name: string;
    readonly displayName: string;
    readonly userLabels: Readonly<Record<string, string>>;
    readonly severity?: string;
  };
}

export interface TypeAndLabels {
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
}
