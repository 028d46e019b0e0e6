import type { Page } from 'playwright-core';

const ANSWER_TIMEOUT_MS = 120_000;
const SAMPLE_MS = 50;
/** A small model may have said all it has to say before anybody can press Stop. */
const MOST_QUESTIONS = 10;

/** Asks, waits for the whole answer, and tells how long the shown text was at each look in between. */
export async function askQuestion(page: Page, question: string): Promise<readonly number[]> {
  await page.getByLabel('Your question').fill(question);
  await page.keyboard.press('Enter');
  const turn = page.locator('.turn').last();
  await turn.getByText(question).waitFor();
  // Looked at inside the page: from outside, a fast answer would be over between two looks.
  const lengths = await page.evaluate(
    async ({ sampleMs, timeoutMs }) => {
      const seen: number[] = [];
      const endsAt = performance.now() + timeoutMs;
      // The newest each time: a question on its way gives its place to the one on record.
      const answer = () => [...document.querySelectorAll('.turn-answer')].at(-1);
      while (performance.now() < endsAt && !answer()?.querySelector('.answer-figures, .failure')) {
        seen.push(answer()?.querySelector('.streaming')?.parentElement?.textContent?.length ?? 0);
        await new Promise((resolve) => setTimeout(resolve, sampleMs));
      }
      return seen;
    },
    { sampleMs: SAMPLE_MS, timeoutMs: ANSWER_TIMEOUT_MS },
  );
  await turn.locator('.answer-figures').waitFor();
  return lengths;
}

/** Asks, and presses Stop as soon as text is there; again while the whole answer is there first. Tells when Stop was pressed. */
export async function stopAnAnswer(page: Page, question: string): Promise<Date> {
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const shown = await page.locator('.turn').count();
    await page.getByLabel('Your question').fill(question);
    // Pressed inside the page: from outside, the answer would often be over by then.
    const pressing = page.evaluate(
      (before) =>
        new Promise<number>((resolve) => {
          const observer = new MutationObserver(() => {
            const turn = [...document.querySelectorAll('.turn')].at(before);
            if (!turn?.querySelector('.streaming, .answer-figures, .failure')) return;
            observer.disconnect();
            document.querySelector<HTMLButtonElement>('[aria-label="Stop the answer"]')?.click();
            resolve(Date.now());
          });
          observer.observe(document.body, { subtree: true, childList: true });
        }),
      shown,
    );
    await page.keyboard.press('Enter');
    const pressedAt = new Date(await pressing);
    const turn = page.locator('.turn').nth(shown);
    await turn.locator('.answer-figures, .failure').waitFor();
    if (await turn.getByText('Stopped', { exact: true }).isVisible()) return pressedAt;
  }
  throw new Error(`None of ${MOST_QUESTIONS} answers could be stopped`);
}

export interface ShownAnswer {
  readonly text: string;
  readonly figures: Readonly<Record<string, string>>;
}

/** The answer to a question with the figures under it. */
export async function answerOf(page: Page, question: string): Promise<ShownAnswer> {
  const turn = page.locator('.turn').filter({ hasText: question }).last();
  const text = (await turn.locator('.turn-answer .markdown').innerText()).trim();
  const figures: Record<string, string> = {};
  for (const figure of await turn.locator('.answer-figures > div').all()) {
    figures[await figure.locator('dt').innerText()] = await figure.locator('dd').innerText();
  }
  return { text, figures };
}
