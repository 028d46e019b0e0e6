import type { Deployment, DeploymentSpec } from '@proving-ground/shared';
import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { LiveView } from '../../ui/live-view.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { DeployFormView } from './deploy-form-view.tsx';
import { suggestedSpec } from './suggested-spec.ts';
import './deploy-page.css';

/** `/deploy`, and `/deploy?from=<deployment>` to begin with what that one had; with `&agentVersion=<n>` to release that
 * version of the agent, 0 for the profile that its image ships; with `&scope=settings` to begin with other sizes. */
export function DeployPage() {
  useTitle('Deploy');
  const { query, route } = useLocation();
  const { from, agentVersion } = query;
  const onStarted = (path: string) => route(path);
  return (
    <>
      <PageHeader
        title="Deploy"
        lead="A model server on a GPU and the agent in front of it, built, checked with a real question, then put live together."
      />
      {from ? (
        <PrefilledForm
          // Another version, or other sizes, of the same deployment are another form.
          key={JSON.stringify(query)}
          from={from}
          agentVersion={readVersion(agentVersion)}
          query={query}
          onStarted={onStarted}
        />
      ) : (
        <DeployFormView onStarted={onStarted} />
      )}
    </>
  );
}

function PrefilledForm(props: {
  readonly from: string;
  /** Undefined: the one that the earlier deployment had. */
  readonly agentVersion: number | null | undefined;
  /** Of the address, which may ask for other sizes. */
  readonly query: Readonly<Record<string, string>>;
  readonly onStarted: (path: string) => void;
}) {
  const { from, agentVersion, query, onStarted } = props;
  const { data } = useApi();
  const state = useLive(() => data.deployment(from), from);
  return (
    <LiveView state={state} label="Loading the values of the earlier deployment" lines={12}>
      {(earlier) => {
        const suggested = earlier && suggestedSpec(earlier.spec, query);
        return (
          <>
            <Notice>
              {earlier ? (
                <>
                  {agentVersion === undefined ? 'Filled in' : `This releases ${versionText(agentVersion)}, filled in`}{' '}
                  with the values of <a href={`/deployments/${from}`}>an earlier deployment</a>
                  {suggested && ', and with the settings that the capacity search suggests'}.
                </>
              ) : (
                'The deployment whose values you asked for does not exist; these are the defaults.'
              )}
            </Notice>
            <DeployFormView
              initial={suggested ?? (earlier ? specToBeginWith(earlier, agentVersion) : undefined)}
              onStarted={onStarted}
            />
          </>
        );
      }}
    </LiveView>
  );
}

/** One that did not come through is tried again as it was; after another one, what is made anew and held is a new question. */
function specToBeginWith({ spec, status }: Deployment, agentVersion: number | null | undefined): DeploymentSpec {
  if (agentVersion !== undefined) {
    // Nothing is built: who the agent is comes with its environment.
    return { ...spec, scope: 'settings', holdBeforeTraffic: false, agent: { ...spec.agent, version: agentVersion } };
  }
  if (status === 'failed' || status === 'cancelled') return spec;
  return { ...spec, scope: 'pair', holdBeforeTraffic: false };
}

function readVersion(text: string | undefined): number | null | undefined {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  return Number(text) || null;
}

function versionText(version: number | null): string {
  return version === null ? 'the profile that the agent ships with' : `version ${version} of the agent`;
}
