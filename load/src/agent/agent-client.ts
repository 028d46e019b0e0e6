import type { LoadPrompt, LoadScenario } from '@proving-ground/shared';
import type { HttpCall, HttpOutcome, HttpTransport } from '../http/http-transport.ts';
import type { Clock } from '../time/clock.ts';
import type { RequestError } from './answer.ts';
import { AnswerStream, type StreamTimes } from './answer-stream.ts';
import { judgeAnswer, type Reading, readWholeAnswer } from './judge-answer.ts';
import type { TaskOutcome } from './task-outcome.ts';

export interface AgentSession {
  readonly userId: string;
  readonly sessionId: string;
}

const NO_TIMES: StreamTimes = { firstTokenAtMs: null, lastTokenAtMs: null, tokenGapsMs: [] };

/** Makes the requests of a scenario, with the bodies that ADK's API takes, and says what became of each. */
export class AgentClient {
  readonly #transport: HttpTransport;
  readonly #clock: Clock;
  readonly #scenario: Pick<LoadScenario, 'appName' | 'sessionState'>;
  readonly #timeoutMs: number;

  constructor(options: {
    readonly transport: HttpTransport;
    readonly clock: Clock;
    readonly scenario: Pick<LoadScenario, 'appName' | 'sessionState'>;
    readonly timeoutMs: number;
  }) {
    this.#transport = options.transport;
    this.#clock = options.clock;
    this.#scenario = options.scenario;
    this.#timeoutMs = options.timeoutMs;
  }

  openSession({ userId, sessionId }: AgentSession): Promise<TaskOutcome> {
    const path = `/apps/${this.#scenario.appName}/users/${userId}/sessions/${sessionId}`;
    return this.#exchange({ method: 'POST', path, body: JSON.stringify({ state: this.#scenario.sessionState }) });
  }

  get(path: string): Promise<TaskOutcome> {
    return this.#exchange({ method: 'GET', path });
  }

  ask({
    session,
    prompt,
    stream,
  }: {
    readonly session: AgentSession;
    readonly prompt: LoadPrompt;
    readonly stream: boolean;
  }): Promise<TaskOutcome> {
    const body = JSON.stringify({
      app_name: this.#scenario.appName,
      user_id: session.userId,
      session_id: session.sessionId,
      new_message: { role: 'user', parts: [{ text: prompt.text }] },
      ...(stream ? { streaming: true } : {}),
    });
    if (!stream) {
      return this.#exchange({ method: 'POST', path: '/run', body }, ({ answered, ...at }) =>
        judgeAnswer({ answer: readWholeAnswer(answered.body), prompt, times: NO_TIMES, ...at }),
      );
    }
    const events = new AnswerStream(() => this.#clock.nowMs());
    const onChunk = (chunk: Buffer): void => events.push(chunk);
    return this.#exchange({ method: 'POST', path: '/run_sse', body, onChunk }, ({ sentAtMs, endedAtMs }) =>
      judgeAnswer({ answer: events.finish(), prompt, times: events.times, sentAtMs, endedAtMs }),
    );
  }

  async #exchange(call: Omit<HttpCall, 'timeoutMs'>, read: ReadAnswer = () => NO_ANSWER): Promise<TaskOutcome> {
    const sentAtMs = this.#clock.nowMs();
    const outcome = await this.#transport.send({ ...call, timeoutMs: this.#timeoutMs });
    if (outcome.kind === 'interrupted') return { kind: 'interrupted' };
    const { receivedBytes } = outcome;
    const endedAtMs = this.#clock.nowMs();
    const base = { kind: 'ended', sentAtMs, endedAtMs, receivedBytes } as const;
    const httpError = httpErrorOf(outcome);
    if (httpError || outcome.kind === 'failed') return { ...base, complete: false, error: httpError, answer: null };
    return { ...base, ...read({ answered: outcome, sentAtMs, endedAtMs }) };
  }
}

type ReadAnswer = (input: {
  readonly answered: Extract<HttpOutcome, { readonly kind: 'answered' }>;
  readonly sentAtMs: number;
  readonly endedAtMs: number;
}) => Reading;

const NO_ANSWER: Reading = { complete: true, error: null, answer: null };

function httpErrorOf(outcome: Exclude<HttpOutcome, { readonly kind: 'interrupted' }>): RequestError | null {
  if (outcome.kind === 'failed') return { class: outcome.cause, detail: outcome.detail };
  const { status } = outcome;
  if (status >= 200 && status < 300) return null;
  if (status === 429) return { class: 'http429', detail: '429' };
  if (status >= 500) return { class: 'http5xx', detail: String(status) };
  return { class: status >= 400 ? 'http4xx' : 'protocol', detail: String(status) };
}
