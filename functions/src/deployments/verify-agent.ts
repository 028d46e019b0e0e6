import { type Deployment, Failure, meetsCheck, SHIPPED_PROFILE, type Verification } from '@proving-ground/shared';
import { failureOfConnection, failureOfResponse } from '../agent/agent-failure.ts';
import { type Authorize, askAgent } from '../agent/ask-agent.ts';

/** Below the lease under which this runs. */
const TIMEOUT_MS = 120_000;
const USER_ID = 'proving-ground-verification';

interface Candidate {
  readonly agentUrl: string;
  readonly authorize: () => Promise<string>;
  readonly signal: AbortSignal;
  readonly newSessionId: () => string;
}

/** Asks the new agent, through the tag of its revision, whether it is well, then the questions that its version is
 * checked with. @throws Failure, retryable: permissions and a cold GPU both take a while to be there, and a model may say
 * it better the next time */
export async function verifyAgent(
  deployment: Deployment,
  dependencies: { readonly authorize: Authorize; readonly newSessionId: () => string },
): Promise<readonly Verification[]> {
  const { newSessionId } = dependencies;
  const { url, tagUrl: agentUrl } = deployment.revisions.agent ?? {};
  if (!url || !agentUrl) throw new Error('The record lacks the agent URL.');
  const candidate: Candidate = {
    agentUrl,
    // A token names the service, also for a request to one of its tags.
    authorize: () => dependencies.authorize(url),
    signal: AbortSignal.timeout(TIMEOUT_MS),
    newSessionId,
  };
  const { checks } = deployment.agentVersion?.profile ?? SHIPPED_PROFILE;
  try {
    await checkHealth(candidate);
    const verifications: Verification[] = [];
    for (const check of checks) {
      const verification = await ask(candidate, check.question);
      if (!meetsCheck(check, verification.answer)) throw unmet(check, verification.answer);
      verifications.push(verification);
    }
    return verifications;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({ ...error.record, retryable: true }, { cause: error });
  }
}

async function ask(candidate: Candidate, question: string): Promise<Verification> {
  const { agentUrl, authorize, signal, newSessionId } = candidate;
  const startedAtMs = performance.now();
  let ttftMs: number | null = null;
  let answer = '';
  const sessionId = newSessionId();
  const request = { agentUrl, userId: USER_ID, sessionId, newSession: true, message: question, signal, authorize };
  for await (const part of askAgent(request)) {
    if (part.type === 'delta') ttftMs ??= Math.round(performance.now() - startedAtMs);
    if (part.type === 'whole') answer = part.text;
  }
  return { question, answer: answer.slice(0, 4_000), ttftMs, totalMs: Math.round(performance.now() - startedAtMs) };
}

async function checkHealth({ agentUrl, authorize, signal }: Candidate): Promise<void> {
  const headers = { authorization: await authorize() };
  const response = await fetch(new URL('/health', agentUrl), { headers, signal }).catch((error: unknown) => {
    throw failureOfConnection(error);
  });
  if (!response.ok) throw await failureOfResponse(response);
  await response.body?.cancel();
}

function unmet(
  { question, expectAnyOf }: { readonly question: string; readonly expectAnyOf: readonly string[] },
  answer: string,
): Failure {
  const isEmpty = answer.trim() === '';
  const words = expectAnyOf.map((word) => `"${word}"`).join(', ');
  return new Failure({
    code: 'failed-precondition',
    reason: isEmpty ? 'EMPTY_ANSWER' : 'UNEXPECTED_ANSWER',
    message: isEmpty
      ? `The agent answered nothing to "${question}".`
      : `The agent answered "${question}" without any of ${words}: ${answer.slice(0, 300)}`,
    nextStep: isEmpty
      ? 'Look at the log of the agent and of the backend, then deploy again.'
      : 'Change the persona or the check, save that as a new version, and release it.',
    retryable: true,
  });
}
