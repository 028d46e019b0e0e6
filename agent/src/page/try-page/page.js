const APP_NAME = 'production_agent';
const about = JSON.parse(document.body.dataset.about);
// Below this a model is in memory already, and "loaded" would be noise.
const NOTABLE_LOAD_MS = 1000;
const SCROLL_SLACK_PX = 80;

const byId = (id) => document.getElementById(id);
const log = byId('log');
const question = byId('question');
const send = byId('send');
const welcome = byId('welcome');

// Not randomUUID, which browsers keep from pages of plain http on another machine.
const userId = `visitor-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
let sessionId;
let answering;

const post = (path, body, signal) =>
  fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });

const failureOf = async (response) => {
  const { detail } = await response.json().catch(() => ({}));
  return new Error(typeof detail === 'string' ? detail : `The service answered ${response.status}.`);
};

const createSession = async (signal) => {
  const response = await post(`apps/${APP_NAME}/users/${userId}/sessions`, {}, signal);
  if (!response.ok) throw await failureOf(response);
  ({ id: sessionId } = await response.json());
};

const ask = async (text, signal) => {
  if (sessionId === undefined) await createSession(signal);
  const run = () => {
    const newMessage = { role: 'user', parts: [{ text }] };
    return post('run_sse', { appName: APP_NAME, userId, sessionId, newMessage, streaming: true }, signal);
  };
  const response = await run();
  if (response.status !== 404) return { response, restarted: false };
  // The service keeps conversations in memory: after a restart it no longer knows this one.
  await createSession(signal);
  return { response: await run(), restarted: true };
};

async function* readEvents(response) {
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + chunk).split('\n\n');
    rest = frames.pop();
    for (const frame of frames) if (frame.startsWith('data: ')) yield JSON.parse(frame.slice('data: '.length));
  }
}

const element = (name, className, text = '') =>
  Object.assign(document.createElement(name), { className, textContent: text });

const addTurn = (text) => {
  const turn = element('article', 'turn waiting');
  const answer = element('p', 'answer');
  const note = element('p', 'note');
  turn.append(element('p', 'question', text), answer, note);
  welcome.hidden = true;
  log.append(turn);
  turn.scrollIntoView({ block: 'end' });
  return { turn, answer, note };
};

const seconds = (ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

const describe = ({ ttftMs, loadDurationMs, evalDurationMs, answerTokens }) => {
  const parts = [`first word after ${seconds(ttftMs)}`];
  if (loadDurationMs > NOTABLE_LOAD_MS) parts.push(`model loaded in ${seconds(loadDurationMs)}`);
  if (evalDurationMs > 0) parts.push(`${Math.round((answerTokens / evalDurationMs) * 1000)} tokens a second`);
  return parts.join(' · ');
};

const showAnswer = async ({ answer, note, turn }, { response, restarted }) => {
  let figures = '';
  for await (const event of readEvents(response)) {
    // The error frame repeats the event before it.
    if (event.errorCode !== undefined) throw new Error(event.errorMessage ?? event.errorCode);
    const text = event.content?.parts?.map((part) => part.text ?? '').join('') ?? '';
    if (text === '') continue;
    turn.classList.remove('waiting');
    const follows = log.scrollHeight - log.scrollTop - log.clientHeight < SCROLL_SLACK_PX;
    if (event.partial) answer.textContent += text;
    else answer.textContent = text;
    if (event.customMetadata?.ttftMs !== undefined) figures = describe(event.customMetadata);
    note.textContent = figures;
    if (follows) log.scrollTop = log.scrollHeight;
  }
  if (answer.textContent === '') throw new Error('The connection ended before an answer came.');
  note.textContent = [restarted ? `${about.name} had forgotten the conversation so far` : '', figures]
    .filter(Boolean)
    .join(' · ');
};

const play = async (text) => {
  const shown = addTurn(text);
  const startedAt = performance.now();
  const own = new AbortController();
  answering = own;
  send.textContent = 'Stop';
  const showWait = () => {
    const waited = performance.now() - startedAt;
    if (shown.turn.classList.contains('waiting')) shown.note.textContent = `Waiting for the model, ${seconds(waited)}`;
  };
  showWait();
  const ticker = setInterval(showWait, 100);
  try {
    const asked = await ask(text, own.signal);
    if (!asked.response.ok) throw await failureOf(asked.response);
    await showAnswer(shown, asked);
  } catch (error) {
    shown.note.textContent = own.signal.aborted ? 'Stopped' : error.message;
    shown.note.classList.toggle('failed', !own.signal.aborted);
    if (question.value === '') question.value = text;
  } finally {
    clearInterval(ticker);
    shown.turn.classList.remove('waiting');
    if (answering === own) {
      answering = undefined;
      send.textContent = 'Send';
    }
  }
};

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  if (answering !== undefined) return answering.abort();
  const text = question.value.trim();
  if (text === '') return;
  question.value = '';
  void play(text);
});

question.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (answering === undefined) byId('composer').requestSubmit();
});

byId('restart').addEventListener('click', () => {
  answering?.abort();
  if (sessionId !== undefined)
    void fetch(`apps/${APP_NAME}/users/${userId}/sessions/${sessionId}`, { method: 'DELETE' });
  sessionId = undefined;
  log.replaceChildren(welcome);
  welcome.hidden = false;
  question.focus();
});

for (const sample of about.questions) {
  const button = Object.assign(element('button', '', sample), { type: 'button' });
  button.addEventListener('click', () => void play(sample));
  byId('samples').append(button);
}

question.focus();
