interface TwinOnly {
  /** As the test is called, or its beginning. */
  readonly title: string;
  readonly why: string;
}

/** The contract tests that look into the twin, or are about the machine that it runs on: in the cloud they are left out. */
export const TWIN_ONLY: readonly TwinOnly[] = [
  // Cloud Run
  { title: 'behaviour: a container that exits fails the revision', why: 'reads the logs from the twin itself' },
  { title: 'behaviour: a revision that never listens fails', why: 'reads logs and processes from the twin itself' },
  { title: 'behaviour: a newer change overtakes', why: 'looks at processes' },
  { title: 'behaviour: a deleted service is gone', why: 'looks at processes' },
  { title: 'behaviour: a service that is on its way out', why: 'kills a process' },
  { title: 'behaviour: a service that is still rolling out goes at once', why: 'looks at processes' },
  { title: 'behaviour: a URL that is disabled answers nobody', why: 'the cloud takes a while to answer otherwise' },
  { title: 'behaviour: traffic goes back to an older revision', why: 'the cloud takes a while to answer otherwise' },
  { title: 'serialisation: pages follow each other', why: 'needs a region without other services' },
  { title: 'validation: what only the cloud can do', why: 'is about what the twin lacks' },
  { title: 'a project without the API enabled', why: 'needs a project without the API' },
  // Cloud Build
  { title: 'the messages of cloud-builds', why: 'reads the messages from the twin itself' },
  { title: 'a global operation is named', why: 'names the log bucket that the twin has' },
  { title: 'a project that has not enabled the API', why: 'needs a project without the API' },
  { title: 'is pushed under its digest', why: 'resolves images in the twin itself' },
  { title: 'refuses COPY', why: 'is about the words of the twin' },
  { title: 'refuses FROM alpine', why: 'is about what the twin lacks' },
  { title: 'takes another folder', why: 'resolves images in the twin itself' },
  { title: 'of a builder that this machine does not have', why: 'is about what the twin lacks' },
  { title: 'show no status of their own', why: 'needs the log as it is written' },
  { title: 'a build past its time', why: 'looks at processes' },
  { title: 'no more than two builds run at once', why: 'the cloud has more machines' },
  { title: 'a disk that does not take the work', why: 'breaks a disk' },
  { title: 'a build cancelled in the middle of a RUN', why: 'looks at processes' },
  { title: 'a build is cancelled by its operation', why: 'needs the log as it is written' },
  { title: 'after a restart builds are known', why: 'restarts the twin' },
  // Cloud Storage
  { title: 'a growing log is followed', why: 'appends in the twin itself' },
];

/** For `vitest -t`: every name but those. */
export function inTheCloudPattern(): string {
  const titles = TWIN_ONLY.map(({ title }) => title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return `^(?!.*(${titles.join('|')}))`;
}
