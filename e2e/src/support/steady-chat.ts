import { SAMPLE_QUESTIONS } from '@proving-ground/shared';
import type { ApiClient } from './api-client.ts';
import { askThroughApi } from './ask-through-api.ts';

export interface SteadyChat {
  /** Answers so far. */
  answers(): number;
  /** Ends it after the question that is open; resolves to everything that was refused or failed. */
  stop(): Promise<readonly string[]>;
}

/** Somebody who goes on asking, one question after the other, whatever is being released meanwhile. */
export function startSteadyChat(api: ApiClient): SteadyChat {
  let isOn = true;
  let answers = 0;
  const failures: string[] = [];
  const ask = async (): Promise<void> => {
    const message = SAMPLE_QUESTIONS[answers % SAMPLE_QUESTIONS.length] ?? '';
    try {
      const { text, failure } = await askThroughApi(api, message);
      if (failure) failures.push(JSON.stringify(failure));
      else if (text.trim() === '') failures.push(`Nothing was answered to "${message}".`);
    } catch (error) {
      failures.push(String(error));
    }
    answers += 1;
  };
  const asking = (async () => {
    while (isOn) await ask();
  })();
  return {
    answers: () => answers,
    stop: async () => {
      isOn = false;
      await asking;
      return failures;
    },
  };
}
