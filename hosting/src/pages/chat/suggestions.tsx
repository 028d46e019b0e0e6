import { SAMPLE_QUESTIONS } from '@proving-ground/shared';

/** Questions to begin with. */
export function Suggestions({ onAsk }: { readonly onAsk: (question: string) => void }) {
  return (
    <section class="suggestions" aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">Ask Gem, the zoo tour guide</h2>
      <p>It knows animals in general and nothing of a particular zoo, so some of these it has to pass on.</p>
      <ul>
        {SAMPLE_QUESTIONS.map((question) => (
          <li key={question}>
            <button type="button" onClick={() => onAsk(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
