import type { Page } from 'playwright-core';

const ANSWER_TIMEOUT_MS = 120_000;
const SAMPLE_MS = 50;

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
