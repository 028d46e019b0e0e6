import { type AgentProfile, assertNever } from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { type ChangePart, profileChanges } from './profile-changes.ts';

/** What differs between two profiles, marked in the text. */
export function ProfileDiff(props: {
  readonly title: string;
  readonly before: AgentProfile;
  readonly after: AgentProfile;
  /** Said when nothing differs. */
  readonly same: string;
}) {
  const { title, before, after, same } = props;
  const id = useId();
  const changes = profileChanges(before, after);
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>{title}</h2>
      </header>
      <div class="profile-diff">
        {changes.length === 0 && <p class="field-hint">{same}</p>}
        {changes.map((change) => (
          <div key={change.title}>
            <h3>{change.title}</h3>
            <p class="diff-text">
              {change.parts.map((part, index) => (
                <Part key={index} part={part} />
              ))}
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

function Part({ part: { kind, text } }: { readonly part: ChangePart }) {
  switch (kind) {
    case 'same':
      return <>{text}</>;
    case 'added':
      return <ins>{text}</ins>;
    case 'removed':
      return <del>{text}</del>;
    default:
      return assertNever(kind);
  }
}
