/** What the REST API answers, as far as tests look. */
export interface Answer {
  readonly timeSeries?: readonly AnsweredSeries[];
  readonly metricDescriptors?: readonly { readonly type: string }[];
  readonly nextPageToken?: string;
  readonly error?: { readonly message: string };
}

export interface AnsweredSeries {
  readonly metric: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  readonly resource: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  readonly metricKind: string;
  readonly valueType: string;
  readonly points: readonly {
    readonly interval: { readonly startTime: string; readonly endTime: string };
    readonly value: {
      readonly int64Value?: string;
      readonly doubleValue?: number;
      readonly distributionValue?: {
        readonly count: string;
        readonly mean: number;
        readonly bucketCounts: readonly string[];
      };
    };
  }[];
}
