import { type AgentProfile, agentVersionNote } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorsHint } from '../../ui/errors-hint.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { TextField } from '../../ui/text-field.tsx';

/** Saves what was typed as the next version, with a note on why. */
export function SaveVersion(props: {
  readonly agentServiceName: string;
  readonly latestVersion: number;
  /** Null while something in it is wrong. */
  readonly profile: AgentProfile | null;
  readonly hasChanges: boolean;
  readonly errors: FieldErrors;
  readonly onInvalid: () => void;
  readonly onSaved: (version: number) => void;
}) {
  const { agentServiceName, latestVersion, profile, hasChanges, errors, onInvalid, onSaved } = props;
  const { callables } = useApi();
  const { run, busy, failure } = useAction('Saving the version');
  const [note, setNote] = useState('');
  const checkedNote = agentVersionNote.safeParse(note);
  const noteError = checkedNote.error?.issues[0]?.message;

  const save = () => {
    if (!profile || !checkedNote.success) return onInvalid();
    void run(async () => {
      const { version } = await callables.call('saveAgentVersion', {
        agentServiceName,
        latestVersion,
        profile,
        note: checkedNote.data,
      });
      setNote('');
      onSaved(version);
    });
  };
  return (
    <section class="card summary-card" aria-labelledby="save-title">
      <h2 id="save-title">Save as version {latestVersion + 1}</h2>
      <TextField label="What changed" value={note} error={noteError} onValue={setNote} />
      {failure && <FailurePanel title="The version was not saved" failure={failure} />}
      <Button variant="primary" busy={busy} disabled={profile !== null && !hasChanges} onClick={save}>
        Save version
      </Button>
      <p class="field-hint">Nothing that is live changes: a version goes live when it is released.</p>
      <ErrorsHint errors={errors} />
    </section>
  );
}
