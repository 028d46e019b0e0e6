/** Progress of a pull in Ollama's own words. */
export interface PullProgress {
  readonly status: string;
  readonly digest?: string;
  readonly total?: number;
  readonly completed?: number;
}

export type OnProgress = (progress: PullProgress) => void;

export const blobProgress = (
  digest: string,
  bytes: { readonly total: number; readonly completed: number },
): PullProgress => ({ status: `pulling ${digest.replace('sha256:', '').slice(0, 12)}`, digest, ...bytes });
