import type { AgentVersion } from '@proving-ground/shared';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { Button } from '../../ui/button.tsx';
import { focusFirstInvalid } from '../../ui/focus-first-invalid.ts';
import { Notice } from '../../ui/notice.tsx';
import { UndoLine } from '../../ui/undo-line.tsx';
import { profileChanges } from './profile-changes.ts';
import { ProfileDiff } from './profile-diff.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { formOfProfile, type ProfileForm, validateProfile } from './profile-form.ts';
import { SaveVersion } from './save-version.tsx';
import { inSentence, type LiveVersion, type SavedVersion, savedVersions, versionName } from './saved-versions.ts';
import { VersionList } from './version-list.tsx';

const LOCKED = 'You may look at everything, but changing the agent needs the role operator.';

/** One agent's profile: edited, compared, saved as a version, released. */
export function AgentEditor(props: {
  readonly agentServiceName: string;
  readonly versions: readonly AgentVersion[];
  readonly live: readonly LiveVersion[];
}) {
  const { agentServiceName, live } = props;
  const { session } = useApi();
  const mayEdit = session.may('operator');
  const versions = savedVersions(props.versions);
  const [newest] = versions;
  const [form, setForm] = useState(() => formOfProfile(newest.profile));
  /** The newest version that the author has seen: what somebody else saves meanwhile is shown, not written over. */
  const [seen, setSeen] = useState(newest);
  const [shown, setShown] = useState<number | null>(null);
  const { profile, errors } = useMemo(() => validateProfile(form), [form]);
  const element = useRef<HTMLFormElement>(null);
  /** What was typed and not saved before another version took its place. */
  const [overwritten, setOverwritten] = useState<ProfileForm | null>(null);
  const begin = (version: SavedVersion) => {
    const isKept = versions.some((each) => JSON.stringify(formOfProfile(each.profile)) === JSON.stringify(form));
    setOverwritten(isKept ? null : form);
    setForm(formOfProfile(version.profile));
    setSeen(newest);
    setShown(null);
  };

  const shownIndex = versions.findIndex(({ version }) => version === shown);
  const [after, before] = versions.slice(shownIndex, shownIndex + 2);
  return (
    <form ref={element} class="form-layout" noValidate onSubmit={(event) => event.preventDefault()}>
      <div class="form-sections">
        {newest.version > seen.version && (
          <Notice>
            {`${versionName(newest.version)} was saved by ${newest.saved?.savedBy.email ?? 'somebody'} meanwhile.`}
            <div class="actions">
              <Button onClick={() => begin(newest)}>Begin anew with it</Button>
              <Button onClick={() => setSeen(newest)}>Keep my text</Button>
            </div>
          </Notice>
        )}
        {shown !== null && after && before && (
          <ProfileDiff
            title={`${versionName(after.version)} against ${inSentence(before.version)}`}
            before={before.profile}
            after={after.profile}
            same="They say the same."
          />
        )}
        <UndoLine
          onUndo={
            overwritten &&
            (() => {
              setForm(overwritten);
              setOverwritten(null);
            })
          }
        >
          What you had typed gave way to the version that you chose.
        </UndoLine>
        <ProfileFields
          form={form}
          locked={mayEdit ? undefined : LOCKED}
          errors={errors}
          onChange={(part) => {
            setOverwritten(null);
            setForm((was) => ({ ...was, ...part }));
          }}
        />
        {profile && mayEdit && (
          <ProfileDiff
            title={`Your changes to ${inSentence(newest.version)}`}
            before={newest.profile}
            after={profile}
            same="Nothing is changed yet."
          />
        )}
      </div>
      <aside class="form-side" aria-label="Save and versions">
        {mayEdit && (
          <SaveVersion
            agentServiceName={agentServiceName}
            latestVersion={seen.version}
            profile={profile}
            hasChanges={profile !== null && profileChanges(newest.profile, profile).length > 0}
            errors={errors}
            onInvalid={() => focusFirstInvalid(element.current)}
            onSaved={(version) => setSeen({ version, profile: profile ?? newest.profile, saved: null })}
          />
        )}
        <VersionList
          versions={versions}
          live={live}
          shown={shown}
          mayRelease={mayEdit}
          onShow={(version) => setShown(version === shown ? null : version)}
          onEdit={begin}
        />
      </aside>
    </form>
  );
}
