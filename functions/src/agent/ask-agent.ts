import { AGENT_DEFAULTS } from '@proving-ground/shared';
import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import { type AgentFrame, agentFrame, textOf } from './agent-event.ts';
import { failureOfConnection, failureOfErrorCode, failureOfResponse } from './agent-failure.ts';

/** Gives the `Authorization` value for a service of ours. */
export type Authorize = (serviceUrl: string) => Promise<string>;

export interface EarlierTurn {
  readonly question: string;
  readonly answer: string;
}

export interface Question {
  readonly agentUrl: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Whether the session has to be made. */
  readonly newSession: boolean;
  /** What was said before, oldest first: a session that is made, or made again, begins with it. */
  readonly earlier?: readonly EarlierTurn[];
  readonly message: string;
  readonly signal: AbortSignal;
  readonly authorize: Authorize;
  /** The trace that the question belongs to, if any. */
  readonly traceparent?: string;
}

export type AnswerPart =
  /** The agent has the question. */
  | { readonly type: 'accepted' }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'whole'; readonly text: string; readonly frame: AgentFrame };

/** Asks the agent through ADK's HTTP API and yields the answer as it comes; the whole one is the last.
 * @throws Failure */
export async function* askAgent(question: Question): AsyncGenerator<AnswerPart, void> {
  if (question.newSession) await createSession(question);
  let response = await startRun(question);
  if (response.status === 404) {
    // The agent has lost the session, or never had it: it gets back what the record holds.
    await response.body?.cancel();
    await createSession(question);
    response = await startRun(question);
  }
  if (!response.ok || !response.body) throw await failureOfResponse(response);
  yield { type: 'accepted' };
  yield* readAnswer(response.body);
}

async function createSession(question: Question): Promise<void> {
  const { userId, sessionId, earlier = [] } = question;
  const path = `/apps/${AGENT_DEFAULTS.appName}/users/${encodeURIComponent(userId)}/sessions`;
  const response = await post(question, path, { sessionId, events: earlier.flatMap(eventsOf) });
  // 409: an earlier attempt of the same question made it.
  if (!response.ok && response.status !== 409) throw await failureOfResponse(response);
  await response.body?.cancel();
}

/** As the agent itself would have kept them. */
function eventsOf({ question, answer }: EarlierTurn): readonly object[] {
  return [
    { author: 'user', content: { role: 'user', parts: [{ text: question }] } },
    { author: AGENT_DEFAULTS.appName, content: { role: 'model', parts: [{ text: answer }] } },
  ];
}

function startRun(question: Question): Promise<Response> {
  const { userId, sessionId, message } = question;
  return post(question, '/run_sse', {
    appName: AGENT_DEFAULTS.appName,
    userId,
    sessionId,
    newMessage: { role: 'user', parts: [{ text: message }] },
    streaming: true,
  });
}

async function post(question: Question, path: string, body: object): Promise<Response> {
  const { agentUrl, authorize, signal, traceparent } = question;
  const authorization = await authorize(agentUrl);
  try {
    return await fetch(new URL(path, agentUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...(traceparent ? { traceparent } : {}) },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    throw failureOfConnection(error);
  }
}

async function* readAnswer(body: ReadableStream<Uint8Array>): AsyncGenerator<AnswerPart, void> {
  let whole: AgentFrame | null = null;
  let text = '';
  for await (const frame of readFrames(body)) {
    if (frame.errorCode) throw failureOfErrorCode(frame.errorCode, frame.errorMessage ?? frame.errorCode);
    if (frame.error) throw failureOfErrorCode('AGENT_ERROR', frame.error);
    if (frame.partial) yield { type: 'delta', text: textOf(frame) };
    else {
      whole = frame;
      text += textOf(frame);
    }
  }
  if (!whole) throw failureOfErrorCode('ANSWER_CUT_OFF', 'The agent ended its answer before it was complete.');
  yield { type: 'whole', text, frame: whole };
}

async function* readFrames(body: ReadableStream<Uint8Array>): AsyncGenerator<AgentFrame, void> {
  const messages: AsyncIterable<EventSourceMessage> = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  try {
    for await (const { data } of messages) yield parseFrame(data);
  } catch (error) {
    throw failureOfConnection(error);
  }
}

function parseFrame(data: string): AgentFrame {
  try {
    return agentFrame.parse(JSON.parse(data));
  } catch {
    throw failureOfErrorCode('ANSWER_UNREADABLE', "The agent sent a frame that is not one of ADK's.");
  }
}
