import { formatAgo, formatInstant } from '../../format/instant.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { type LiveVersion, releaseHref, type SavedVersion, versionName } from './saved-versions.ts';

/** Every version, newest first, with where it is live and what can be done with it. */
export function VersionList(props: {
  readonly versions: readonly SavedVersion[];
  readonly live: readonly LiveVersion[];
  /** The one whose changes are shown. */
  readonly shown: number | null;
  readonly mayRelease: boolean;
  readonly onShow: (version: number) => void;
  readonly onEdit: (version: SavedVersion) => void;
}) {
  const { versions, ...rest } = props;
  return (
    <section class="card" aria-labelledby="versions-title">
      <header class="card-header">
        <h2 id="versions-title">Versions</h2>
      </header>
      <ol class="version-list">
        {versions.map((version) => (
          <VersionRow key={version.version} version={version} {...rest} />
        ))}
      </ol>
    </section>
  );
}

function VersionRow(props: Omit<Parameters<typeof VersionList>[0], 'versions'> & { readonly version: SavedVersion }) {
  const { version: saved, live, shown, mayRelease, onShow, onEdit } = props;
  const { version } = saved;
  const name = versionName(version);
  const elsewhere = live.filter((each) => each.version !== version);
  return (
    <li aria-current={shown === version ? 'true' : undefined}>
      <p class="version-name">
        <strong>{name}</strong>
        {live.some((each) => each.version === version) && <Badge text="Live" tone="good" Icon={CheckIcon} />}
      </p>
      <p class="version-author">{saved.saved ? <Author saved={saved.saved} /> : 'What the image has by itself.'}</p>
      {saved.saved?.note && <p class="version-note">{saved.saved.note}</p>}
      <div class="actions">
        {version > 0 && (
          <Button variant="quiet" onClick={() => onShow(version)}>
            Changes <span class="visually-hidden">of {name}</span>
          </Button>
        )}
        <Button variant="quiet" onClick={() => onEdit(saved)}>
          Edit from this <span class="visually-hidden">{name}</span>
        </Button>
        {mayRelease &&
          elsewhere.map((each) => (
            <LinkButton key={each.region} href={releaseHref(each, version)}>
              {live.length > 1 ? `Release in ${each.region}` : 'Release'} <span class="visually-hidden">{name}</span>
            </LinkButton>
          ))}
      </div>
    </li>
  );
}

function Author({ saved }: { readonly saved: NonNullable<SavedVersion['saved']> }) {
  const { savedBy, savedAt } = saved;
  return (
    <>
      {savedBy.email ?? savedBy.uid},{' '}
      <time dateTime={savedAt} title={formatInstant(savedAt)}>
        {formatAgo(savedAt, secondsClock.value)}
      </time>
    </>
  );
}
