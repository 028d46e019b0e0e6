/** Why a call to the model server failed; `BACKEND_HTTP_<status>` covers statuses without a name of their own. */
export type BackendErrorCode =
  | 'MODEL_NOT_FOUND'
  | 'BACKEND_BUSY'
  | 'BACKEND_TIMEOUT'
  | 'BACKEND_UNREACHABLE'
  | 'BACKEND_ERROR'
  | 'EMPTY_ANSWER'
  | 'BACKEND_UNAUTHORIZED'
  | `BACKEND_HTTP_${number}`;

/** A failed call to the model server; the message is safe to show to a client. */
export class BackendFailure extends Error {
  override readonly name = 'BackendFailure';
  readonly code: BackendErrorCode;

  constructor(code: BackendErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const codeOfStatus = ({
  status,
  isOllama,
}: {
  readonly status: number;
  readonly isOllama: boolean;
}): BackendErrorCode => {
  switch (status) {
    case 404:
      // A wrong URL answers 404 as well, but not in Ollama's words.
      return isOllama ? 'MODEL_NOT_FOUND' : 'BACKEND_HTTP_404';
    case 401:
    case 403:
      return 'BACKEND_UNAUTHORIZED';
    case 429:
    case 503:
      return 'BACKEND_BUSY';
    case 408:
    case 504:
      return 'BACKEND_TIMEOUT';
    default:
      return `BACKEND_HTTP_${status}`;
  }
};

const ollamaReason = (body: string): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(body);
    const reason = typeof parsed === 'object' && parsed !== null && 'error' in parsed ? parsed.error : undefined;
    return typeof reason === 'string' ? reason : undefined;
  } catch {
    return undefined;
  }
};

/** Says what an unsuccessful HTTP answer of the model server means. */
export const failureOfResponse = ({
  status,
  body,
}: {
  readonly status: number;
  readonly body: string;
}): BackendFailure => {
  const reason = ollamaReason(body);
  const code = codeOfStatus({ status, isOllama: reason !== undefined });
  const detail = reason === undefined ? '' : `: ${reason.slice(0, 300)}`;
  return new BackendFailure(code, `The model server answered ${status}${detail}`);
};

const networkCode = (error: Error): string | undefined => {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
};

/** Says what an error thrown while talking to the model server means. */
export const failureOfError = (error: unknown): BackendFailure => {
  if (error instanceof BackendFailure) return error;
  // Node's fetch reports every network fault, before the headers and mid-body alike, as a TypeError with a cause.
  if (error instanceof TypeError) {
    const code = networkCode(error);
    return new BackendFailure(
      'BACKEND_UNREACHABLE',
      `The connection to the model server failed${code === undefined ? '' : ` (${code})`}`,
      { cause: error },
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return new BackendFailure('BACKEND_ERROR', `The model server broke off: ${message.slice(0, 300)}`, { cause: error });
};
