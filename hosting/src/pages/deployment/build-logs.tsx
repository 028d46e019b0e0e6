import type { Deployment } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { BuildLog } from './build-log.tsx';
import './build-log.css';

const BUILDS = [
  { id: 'backend', text: 'Model server', step: 'buildBackend' },
  { id: 'agent', text: 'Agent', step: 'buildAgent' },
] as const;
type BuildId = (typeof BUILDS)[number]['id'];

/** Both builds' logs, one at a time. */
export function BuildLogs({ deployment }: { readonly deployment: Deployment }) {
  const [shown, setShown] = useState<BuildId>(() => firstWorthReading(deployment));
  const select = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = shown === 'backend' ? 'agent' : 'backend';
    setShown(next);
    document.getElementById(`log-tab-${next}`)?.focus();
  };
  return (
    <section class="card" aria-labelledby="logs-title">
      <header class="card-header">
        <h2 id="logs-title">Build logs</h2>
        <div class="tabs" role="tablist" aria-label="Build" onKeyDown={select}>
          {BUILDS.map(({ id, text }) => (
            <button
              key={id}
              id={`log-tab-${id}`}
              type="button"
              role="tab"
              aria-selected={shown === id}
              aria-controls="log-panel"
              tabIndex={shown === id ? 0 : -1}
              onClick={() => setShown(id)}
            >
              {text}
            </button>
          ))}
        </div>
      </header>
      <div id="log-panel" role="tabpanel" aria-labelledby={`log-tab-${shown}`}>
        {deployment.builds[shown] ? (
          <BuildLog key={shown} deploymentId={deployment.id} build={shown} />
        ) : (
          <p class="log-none">
            {deployment.status === 'running' ? 'This build has not begun yet.' : 'This build was never begun.'}
          </p>
        )}
      </div>
    </section>
  );
}

/** The build that failed, else the first that is not taken over from an earlier deployment. */
function firstWorthReading({ steps }: Deployment): BuildId {
  const failed = BUILDS.find(({ step }) => steps[step].status === 'failed');
  return (failed ?? BUILDS.find(({ step }) => steps[step].status !== 'skipped'))?.id ?? 'backend';
}
