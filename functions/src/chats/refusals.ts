import { CHAT_UNDO_MINUTES, Failure } from '@proving-ground/shared';

/** Not there, or somebody else's: which of the two is nobody's business. */
export function chatNotFound(chatId: string): Failure {
  return new Failure({
    code: 'not-found',
    reason: 'CHAT_NOT_FOUND',
    message: `There is no chat ${chatId} of yours.`,
    nextStep: 'Choose one from the list, or begin a new one.',
    retryable: false,
  });
}

export function chatDeleted(): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'CHAT_DELETED',
    message: 'This chat has been deleted.',
    nextStep: 'Restore it first, or begin a new one.',
    retryable: false,
  });
}

/** Too late to be restored: whatever deletes it for good may be at it. */
export function chatGone(): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'CHAT_GONE',
    message: `This chat was deleted more than ${CHAT_UNDO_MINUTES} minutes ago and cannot be restored any more.`,
    nextStep: 'Begin a new one.',
    retryable: false,
  });
}

/** Two answers at once would not see each other. */
export function answerInProgress(): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'ANSWER_IN_PROGRESS',
    message: 'An answer is still being written in this chat.',
    nextStep: 'Wait for it or stop it, then ask.',
    retryable: true,
  });
}

export function turnNotFound(index: number): Failure {
  return new Failure({
    code: 'not-found',
    reason: 'TURN_NOT_FOUND',
    message: `This chat has no turn ${index}.`,
    nextStep: 'Reload the chat: what was said is deleted after a while.',
    retryable: false,
  });
}

export function nothingToRate(): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'NOTHING_TO_RATE',
    message: 'There is no answer of a known release to rate.',
    nextStep: 'Wait until the answer is there.',
    retryable: false,
  });
}

export function agentNotLive(region: string, agentServiceName: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'AGENT_NOT_LIVE',
    message: `No agent named ${agentServiceName} is live in ${region}.`,
    nextStep: 'Deploy it first, or choose one that is live.',
    retryable: false,
  });
}

export function releaseNotThere(deploymentId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'RELEASE_NOT_THERE',
    message: `Deployment ${deploymentId} has no release of this agent that can be asked.`,
    nextStep: 'Choose a deployment that is live or held, or that was live before.',
    retryable: false,
  });
}
