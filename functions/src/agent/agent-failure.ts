import { Failure, type FailureCode, type FailureRecord } from '@proving-ground/shared';

type Meaning = Pick<FailureRecord, 'code' | 'nextStep'>;

const TRY_LATER = 'Try again in a moment; a cold model takes a while to load.';
const BY_ERROR_CODE: Readonly<Record<string, Meaning>> = {
  MODEL_NOT_FOUND: { code: 'failed-precondition', nextStep: 'Deploy again: the backend image lacks this model.' },
  BACKEND_BUSY: { code: 'resource-exhausted', nextStep: 'All model slots are taken; try again in a moment.' },
  BACKEND_TIMEOUT: { code: 'deadline-exceeded', nextStep: TRY_LATER },
  BACKEND_UNREACHABLE: { code: 'unavailable', nextStep: TRY_LATER },
  BACKEND_UNAUTHORIZED: {
    code: 'permission-denied',
    nextStep: 'The agent may not call the backend: deploy again, which restores the permission.',
  },
  EMPTY_ANSWER: { code: 'unavailable', nextStep: 'Ask again, or in other words: the model answered nothing.' },
  TURN_ABORTED: { code: 'aborted', nextStep: 'The agent was being replaced; send the message again.' },
  SESSION_STALE: { code: 'aborted', nextStep: 'Another question was answered in this chat meanwhile: ask again.' },
  SESSION_STORE_UNAVAILABLE: {
    code: 'unavailable',
    nextStep: 'Try again; if it stays, run npm run setup, which lets the agent keep chats in Firestore.',
  },
  SESSION_BUSY: { code: 'aborted', nextStep: 'Wait for the answer that is still being written, then send again.' },
};

/** What an error event of the agent means to the person who asked. */
export function failureOfErrorCode(errorCode: string, message: string): Failure {
  const { code, nextStep } = BY_ERROR_CODE[errorCode] ?? { code: 'unavailable' as const, nextStep: TRY_LATER };
  return agentFailure(code, errorCode, message, nextStep);
}

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: { code: 'permission-denied', nextStep: 'Deploy again: that lets Proving Ground call the agent.' },
  403: { code: 'permission-denied', nextStep: 'Deploy again: that lets Proving Ground call the agent.' },
  404: { code: 'not-found', nextStep: 'Deploy the agent again.' },
  429: { code: 'resource-exhausted', nextStep: 'The agent is at its limit; try again in a moment.' },
  504: { code: 'deadline-exceeded', nextStep: TRY_LATER },
};

/** What an unsuccessful HTTP answer of the agent, or of Cloud Run in front of it, means. */
export function failureOfStatus(status: number, body: string): Failure {
  const { detail, errorCode } = jsonDetail(body);
  if (errorCode) return failureOfErrorCode(errorCode, detail ?? `The agent answered ${status}.`);
  const { code, nextStep } = BY_STATUS[status] ?? { code: 'unavailable' as const, nextStep: TRY_LATER };
  const message = `The agent answered ${status}${detail ? `: ${detail}` : '.'}`;
  return agentFailure(code, `AGENT_HTTP_${status}`, message, nextStep);
}

/** The same, with the body still to be read; one that breaks off says no more than its status. */
export async function failureOfResponse(response: Response): Promise<Failure> {
  return failureOfStatus(response.status, await response.text().catch(() => ''));
}

/** The connection to the agent could not be made, or broke, or nobody wants the answer any more. */
export function failureOfConnection(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return agentFailure('cancelled', 'QUESTION_CANCELLED', 'The question was taken back.', 'Ask again.', error);
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return agentFailure('deadline-exceeded', 'AGENT_TIMEOUT', 'The agent did not answer in time.', TRY_LATER, error);
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return agentFailure('unavailable', 'AGENT_UNREACHABLE', `The agent could not be reached: ${cause}`, TRY_LATER, error);
}

function agentFailure(code: FailureCode, reason: string, message: string, nextStep: string, cause?: unknown): Failure {
  const retryable = ['unavailable', 'resource-exhausted', 'deadline-exceeded', 'aborted'].includes(code);
  const word = /^[A-Z][A-Z0-9_]*$/.test(reason) ? reason : 'AGENT_ERROR';
  return new Failure({ code, reason: word, message: message.slice(0, 1_000), nextStep, retryable }, { cause });
}

function jsonDetail(body: string): { readonly detail?: string; readonly errorCode?: string } {
  try {
    const { detail, errorCode } = JSON.parse(body) as { readonly detail?: unknown; readonly errorCode?: unknown };
    return {
      ...(typeof detail === 'string' ? { detail } : {}),
      ...(typeof errorCode === 'string' ? { errorCode } : {}),
    };
  } catch {
    return {};
  }
}
