import { type Deployment, Failure, VERIFICATION_QUESTION, type Verification } from '@proving-ground/shared';
import { failureOfConnection, failureOfResponse } from '../agent/agent-failure.ts';
import { type Authorize, askAgent } from '../agent/ask-agent.ts';

/** Below the lease under which this runs. */
const TIMEOUT_MS = 120_000;
const USER_ID = 'proving-ground-verification';

/** Asks the new agent, through the tag of its revision, whether it is well, then a real question.
 * @throws Failure, retryable: permissions and a cold GPU both take a while to be there */
export async function verifyAgent(
  deployment: Deployment,
  dependencies: { readonly authorize: Authorize; readonly newSessionId: () => string },
): Promise<Verification> {
  const { newSessionId } = dependencies;
  const { url, tagUrl: agentUrl } = deployment.revisions.agent ?? {};
  if (!url || !agentUrl) throw new Error('The record lacks the agent URL.');
  // A token names the service, also for a request to one of its tags.
  const authorize = () => dependencies.authorize(url);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    await checkHealth(agentUrl, await authorize(), signal);
    const startedAtMs = performance.now();
    let ttftMs: number | null = null;
    let answer = '';
    const question = {
      agentUrl,
      userId: USER_ID,
      sessionId: newSessionId(),
      newSession: true,
      message: VERIFICATION_QUESTION,
      signal,
      authorize,
    };
    for await (const part of askAgent(question)) {
      if (part.type === 'delta') ttftMs ??= Math.round(performance.now() - startedAtMs);
      if (part.type === 'whole') answer = part.text;
    }
    if (answer.trim() === '') throw emptyAnswer();
    const totalMs = Math.round(performance.now() - startedAtMs);
    return { question: VERIFICATION_QUESTION, answer: answer.slice(0, 4_000), ttftMs, totalMs };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({ ...error.record, retryable: true }, { cause: error });
  }
}

async function checkHealth(agentUrl: string, authorization: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(new URL('/health', agentUrl), { headers: { authorization }, signal }).catch(
    (error: unknown) => {
      throw failureOfConnection(error);
    },
  );
  if (!response.ok) throw await failureOfResponse(response);
  await response.body?.cancel();
}

function emptyAnswer(): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'EMPTY_ANSWER',
    message: `The agent answered nothing to "${VERIFICATION_QUESTION}".`,
    nextStep: 'Look at the log of the agent and of the backend, then deploy again.',
    retryable: true,
  });
}
