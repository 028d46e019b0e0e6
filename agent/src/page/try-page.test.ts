import { createHash } from 'node:crypto';
import { type HTMLElement, type HTMLTextAreaElement, type Response as PageResponse, Window } from 'happy-dom';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SHIPPED_PROFILE } from '../agent/profile.ts';
import { createTestApp } from '../testing/create-test-app.ts';
import { failing, hangingUntilAborted, type Script, saying } from '../testing/scripted-llm.ts';
import { TRY_PAGE_HEADERS, tryPage } from './try-page.ts';

const TRY_PAGE = tryPage(SHIPPED_PROFILE);

const BROWSER_ACCEPT = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const SCRIPT = /<script type="module">([\s\S]*?)<\/script>/;
const STYLE = /<style>([\s\S]*?)<\/style>/;
const windows: Window[] = [];
afterEach(() => Promise.all(windows.splice(0).map((window) => window.happyDOM.close())));

/** The page in a browser's stead, talking to the real service on a scripted model. */
const openPage = async (script: Script = saying('Bam', 'boo!')) => {
  const service = createTestApp({ script });
  const window = new Window({
    url: 'http://agent.test/',
    settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
  });
  windows.push(window);
  const requests: string[] = [];
  const fetchFromPage = async (path: string, init: RequestInit = {}) => {
    requests.push(`${init.method} ${path}`);
    return (await service.app.request(`/${path}`, init)) as unknown as PageResponse;
  };
  Object.assign(window, { fetch: fetchFromPage, TextDecoderStream, AbortController });
  window.document.write(TRY_PAGE.replace(SCRIPT, ''));
  window.eval(`(() => {${SCRIPT.exec(TRY_PAGE)?.[1]}})()`);
  const find = (selector: string) => window.document.querySelector(selector) as HTMLElement;
  const textOf = (selector: string) => find(selector)?.textContent;
  const ask = (text: string) => {
    (find('#question') as HTMLTextAreaElement).value = text;
    find('#send').click();
  };
  return { ...service, window, requests, find, textOf, ask };
};

describe('the page to try the agent', () => {
  test('is what a browser gets, while programs get JSON', async () => {
    const { send } = createTestApp();
    const page = await send('GET', '/', undefined, { headers: { accept: BROWSER_ACCEPT } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toBe(TRY_PAGE);
    for (const [name, value] of Object.entries(TRY_PAGE_HEADERS)) expect(page.headers.get(name)).toBe(value);
    const json = await send('GET', '/', undefined, { headers: { accept: '*/*' } });
    expect(json.headers.get('content-type')).toMatch(/json/);
  });

  test('may run its own script and style and nothing else', () => {
    const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const policy = TRY_PAGE_HEADERS['Content-Security-Policy'].split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${hashOf(SCRIPT.exec(TRY_PAGE)?.[1])}`);
    expect(policy).toContain(`style-src ${hashOf(STYLE.exec(TRY_PAGE)?.[1])}`);
    expect(policy.join()).not.toContain('unsafe');
    expect(TRY_PAGE.match(/<(script|style)\b/g)).toHaveLength(2);
    expect(TRY_PAGE).not.toMatch(/\son\w+=|\sstyle=/);
  });

  test('needs nothing from elsewhere', () => {
    const addresses = [...TRY_PAGE.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    for (const address of addresses) expect(address).toMatch(/^(docs$|data:)/);
    expect(TRY_PAGE).not.toMatch(/@import|url\(|innerHTML/);
  });
});

test('a profile is text on the page, whatever it is made of', () => {
  const hostile = '"><script>alert(1)</script>{{about}}';
  const page = tryPage({ name: hostile, description: hostile, questions: [hostile] });
  expect(page.match(/<script\b/g)).toHaveLength(1);
  const window = new Window();
  windows.push(window);
  window.document.write(page.replace(SCRIPT, ''));
  expect(window.document.querySelector('h1')?.textContent).toBe(hostile);
  expect(JSON.parse(window.document.body.dataset['about'] ?? '')).toEqual({ name: hostile, questions: [hostile] });
});

describe('a visitor', () => {
  test('asks a sample question and reads the answer with what it took', async () => {
    const { find, textOf, requests } = await openPage(async function* timed({ stream }) {
      const content = { role: 'model', parts: [{ text: 'Bamboo!' }] };
      if (stream) yield { content, partial: true };
      const customMetadata = { ttftMs: 300, loadDurationMs: 8100, evalDurationMs: 200, answerTokens: 10 };
      yield { content, partial: false, customMetadata };
    });
    find('#samples button').click();
    await vi.waitFor(() => expect(textOf('.note')).toContain('tokens a second'));
    expect(textOf('.question')).toBe(textOf('#samples button'));
    expect(textOf('.answer')).toBe('Bamboo!');
    expect(textOf('.note')).toBe('first word after 0.3 s · model loaded in 8.1 s · 50 tokens a second');
    expect(requests).toEqual([
      expect.stringMatching(/^POST apps\/production_agent\/users\/visitor-[\d-]+\/sessions$/),
      'POST run_sse',
    ]);
  });

  test('goes on in the same conversation', async () => {
    const { ask, find, model, requests } = await openPage();
    ask('One');
    await vi.waitFor(() => expect(find('#send').textContent).toBe('Send'));
    ask('Two');
    await vi.waitFor(() => expect(find('.turn:last-child .answer').textContent).toBe('Bamboo!'));
    expect(model.asked.at(-1)?.request.contents).toHaveLength(3);
    expect(requests.filter((request) => request.endsWith('/sessions'))).toHaveLength(1);
  });

  test('sees markup in an answer as text', async () => {
    const { ask, textOf, find } = await openPage(saying('<img src=x onerror=alert(1)>'));
    ask('<b>Hi</b>');
    await vi.waitFor(() => expect(textOf('.answer')).toBe('<img src=x onerror=alert(1)>'));
    expect(textOf('.question')).toBe('<b>Hi</b>');
    expect(find('.turn img, .turn b')).toBeNull();
  });

  test('stops an answer, and the model hears of it', async () => {
    const hanging = hangingUntilAborted();
    const { ask, textOf, find, model } = await openPage(hanging.script);
    ask('Hi');
    await hanging.started;
    expect(textOf('#send')).toBe('Stop');
    expect(textOf('.note')).toMatch(/^Waiting for the model/);
    find('#send').click();
    await vi.waitFor(() => expect(textOf('.note')).toBe('Stopped'));
    expect(model.asked[0]?.signal?.aborted).toBe(true);
    expect(textOf('#send')).toBe('Send');
  });

  test('is told why there is no answer, and finds the question back in the field', async () => {
    const { ask, textOf, find } = await openPage(failing('BACKEND_BUSY', 'All slots are taken'));
    ask('Hi');
    await vi.waitFor(() => expect(textOf('.note')).toBe('All slots are taken'));
    expect(find('.note').classList.contains('failed')).toBe(true);
    expect((find('#question') as HTMLTextAreaElement).value).toBe('Hi');
  });

  test('is told when the service had forgotten the conversation, and gets the answer all the same', async () => {
    const { ask, textOf, find, sessions } = await openPage();
    ask('One');
    await vi.waitFor(() => expect(textOf('#send')).toBe('Send'));
    for (const { appName, userId, id } of (await sessions.listSessions({ appName: 'production_agent' })).sessions)
      await sessions.deleteSession({ appName, userId, sessionId: id });
    ask('Two');
    await vi.waitFor(() => expect(find('.turn:last-child .note').textContent).toContain('forgotten'));
    expect(find('.turn:last-child .answer').textContent).toBe('Bamboo!');
  });

  test('begins a new conversation, and the old one is deleted', async () => {
    const { ask, find, textOf, sessions } = await openPage();
    ask('One');
    await vi.waitFor(() => expect(textOf('#send')).toBe('Send'));
    find('#restart').click();
    expect(find('.turn')).toBeNull();
    expect(find('#welcome').hidden).toBe(false);
    await vi.waitFor(async () =>
      expect((await sessions.listSessions({ appName: 'production_agent' })).totalItems).toBe(0),
    );
  });

  test('asks nothing with an empty field', async () => {
    const { ask, find, requests } = await openPage();
    ask('   ');
    expect(find('.turn')).toBeNull();
    expect(requests).toEqual([]);
  });
});
