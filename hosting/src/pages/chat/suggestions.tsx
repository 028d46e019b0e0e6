/** Questions to begin with. */
export function Suggestions(props: {
  readonly agentName: string;
  readonly questions: readonly string[];
  readonly onAsk: (question: string) => void;
}) {
  const { agentName, questions, onAsk } = props;
  return (
    <section class="suggestions" aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">Ask {agentName}</h2>
      <p>
        {questions.length > 0
          ? 'Some things people ask first. Small models make mistakes.'
          : 'Small models make mistakes.'}
      </p>
      <ul>
        {questions.map((question) => (
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
