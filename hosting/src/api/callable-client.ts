import {
  type CALLABLES,
  type CallableChunk,
  type CallableInput,
  type CallableName,
  type CallableResponse,
  Failure,
} from '@proving-ground/shared';
import type { z } from 'zod';
import { type CallableTransport, STREAM_CUT } from './callable-transport.ts';
import { failureOfError } from './failure-of-error.ts';

export type StreamingCallableName = {
  [N in CallableName]: (typeof CALLABLES)[N] extends { readonly chunk: z.ZodType } ? N : never;
}[CallableName];

/** Calls the functions under their contracts: what is sent and what comes back is checked by the same schemas. */
export interface CallableClient {
  /** @throws Failure */
  call<N extends CallableName>(name: N, input: CallableInput<N>): Promise<CallableResponse<N>>;
  /** Hands over the parts as they come and returns the result; aborting ends the HTTP request.
   * @throws Failure, `cancelled` after an abort */
  stream<N extends StreamingCallableName>(
    name: N,
    input: CallableInput<N>,
    options: { readonly signal: AbortSignal; readonly onChunk: (chunk: CallableChunk<N>) => void },
  ): Promise<CallableResponse<N>>;
}

/** Of every callable, so heavy that the console does not wait for it before it shows anything. */
const contracts = async () => (await import('./callable-contracts.ts')).CALLABLES;

export function createCallableClient(transport: CallableTransport): CallableClient {
  return {
    call: async (name, input) => {
      const contract = (await contracts())[name];
      const request = parseRequest(contract, input);
      try {
        return parseAnswer(name, contract.response, await transport.call(name, request)) as CallableResponse<
          typeof name
        >;
      } catch (error) {
        throw failureOfError(error, DOING[name]);
      }
    },
    stream: async (name, input, { signal, onChunk }) => {
      const contract = (await contracts())[name];
      const request = parseRequest(contract, input);
      try {
        const stream = await transport.stream(name, request, signal);
        for await (const chunk of stream.chunks) {
          if (signal.aborted) break;
          onChunk(parseAnswer(name, contract.chunk, chunk) as CallableChunk<typeof name>);
        }
        signal.throwIfAborted();
        const answer = await stream.result();
        if (answer === STREAM_CUT) throw connectionCut(name);
        return parseAnswer(name, contract.response, answer) as CallableResponse<typeof name>;
      } catch (error) {
        // However the clients word it: after an abort there is one outcome.
        throw signal.aborted ? cancelled(name) : failureOfError(error, DOING[name]);
      }
    },
  };
}

/** How a call is named in messages. */
const DOING: Readonly<Record<CallableName, string>> = {
  startDeployment: 'Starting the deployment',
  startRelease: 'Starting the release',
  cancelDeployment: 'Cancelling the deployment',
  rollback: 'Rolling back',
  rollbackRelease: 'Rolling back',
  promote: 'Promoting the release',
  deleteDeployment: 'Deleting',
  takeInventory: 'Looking what is there',
  preflight: 'Checking the project',
  saveAgentVersion: 'Saving the version',
  setSpendingCap: 'Setting the cap',
  setAlerts: 'Saving the alerts',
  testNotification: 'Sending the test',
  setGpuPrice: 'Setting the price',
  followBuildLog: 'Reading the build log',
  ask: 'Asking the agent',
  stopAnswer: 'Stopping the answer',
  renameChat: 'Renaming the chat',
  deleteChat: 'Deleting the chat',
  restoreChat: 'Restoring the chat',
  rateAnswer: 'Rating the answer',
  startLoadTest: 'Starting the load test',
  stopLoadTest: 'Stopping the load test',
  setLoadBaseline: 'Setting the baseline',
  saveLoadSchedule: 'Saving the schedule',
  deleteLoadSchedule: 'Deleting the schedule',
  startCapacitySearch: 'Starting the search',
  stopCapacitySearch: 'Stopping the search',
  claimRole: 'Looking up your role',
};

function parseRequest({ request }: { readonly request: z.ZodType }, input: unknown): unknown {
  const parsed = request.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Failure({
    code: 'invalid-argument',
    reason: 'INVALID_REQUEST',
    message: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`).join(' '),
    nextStep: 'Correct what is named; nothing was sent.',
    retryable: false,
  });
}

function parseAnswer<S extends z.ZodType>(name: CallableName, schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Failure(
    {
      code: 'internal',
      reason: 'UNEXPECTED_ANSWER',
      message: `${DOING[name]} gave an answer that this console does not understand: it is of another version.`,
      nextStep: 'Reload the page. If it stays, deploy the console and the functions together.',
      retryable: false,
    },
    { cause: parsed.error },
  );
}

function connectionCut(name: CallableName): Failure {
  return new Failure({
    code: 'unavailable',
    reason: 'CONNECTION_CUT',
    message: `${DOING[name]} broke off: the connection ended before the result came.`,
    nextStep: 'Try again.',
    retryable: true,
  });
}

function cancelled(name: CallableName): Failure {
  return new Failure({
    code: 'cancelled',
    reason: 'CANCELLED',
    message: `${DOING[name]} was stopped.`,
    nextStep: 'Try again when you like.',
    retryable: true,
  });
}
