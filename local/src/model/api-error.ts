/** An answer other than success, as Ollama gives it: a status and one sentence. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: 400 | 404 | 500 | 501 | 503;

  constructor(status: ApiError['status'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

export const modelNotFound = (name: string) => new ApiError(404, `model "${name}" not found, try pulling it first`);

/** Ollama's sentence, two spaces included: clients compare it. */
export const serverBusy = () => new ApiError(503, 'server busy, please try again.  maximum pending requests exceeded');
