import type { DeploymentSpec } from '@proving-ground/shared';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorsHint } from '../../ui/errors-hint.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { focusFirstInvalid } from '../../ui/focus-first-invalid.ts';
import { RoleNotice } from '../../ui/role-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AgentSection } from './agent-section.tsx';
import { BackendSection } from './backend-section.tsx';
import { CostSummary } from './cost-summary.tsx';
import { type DeployForm, formOfSpec, withGpu } from './deploy-form.ts';
import { GateSection } from './gate-section.tsx';
import { ModelSection } from './model-section.tsx';
import { PreflightCard } from './preflight-card.tsx';
import { ReleaseSection } from './release-section.tsx';
import { ScopeSection } from './scope-section.tsx';
import { lockedParts, scopedForm } from './scoped-form.ts';
import { useLivePair } from './use-live-pair.ts';
import { useStartDeployment } from './use-start-deployment.ts';
import { validateForm } from './validate-form.ts';

/** The form, filled in with the defaults or with what an earlier deployment had. */
export function DeployFormView(props: {
  readonly initial?: DeploymentSpec | undefined;
  readonly onStarted: (path: string) => void;
}) {
  const { session } = useApi();
  const mayDeploy = session.may('operator');
  const [typed, setTyped] = useState(() => formOfSpec(props.initial));
  const change = (part: Partial<DeployForm>) => setTyped((before) => ({ ...before, ...part }));
  const pair = useLivePair(typed.regions, typed.agent.serviceName.trim());
  /** Until it is known for the first time: the form would jump when it comes to know. */
  const isFirstLook = useRef(true);
  if (pair.kind !== 'loading') isFirstLook.current = false;
  const form = scopedForm(typed, pair);
  const locked = lockedParts(form, pair);
  // By its content: the scoped form is made anew at every render, and a spec that is the same must be the same object.
  const { spec, regions, errors } = useMemo(() => validateForm(form), [JSON.stringify(form)]);
  const { start, busy, failure } = useStartDeployment(props.onStarted);
  const element = useRef<HTMLFormElement>(null);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!spec) focusFirstInvalid(element.current);
    else if (mayDeploy) void start(spec, regions);
  };

  if (isFirstLook.current) return <Skeleton lines={16} label="Looking what is live" />;
  return (
    <form ref={element} class="form-layout" noValidate onSubmit={submit}>
      <div class="form-sections">
        <ScopeSection form={form} pair={pair} onChange={change} />
        <ModelSection form={form} keepsModel={locked.model} errors={errors} onChange={change} />
        <BackendSection
          backend={form.backend}
          model={form.model}
          locked={locked}
          errors={errors}
          onBackend={(backend) => change({ backend })}
          onGpu={(gpuType) => change(withGpu(form, gpuType))}
        />
        <AgentSection
          agent={form.agent}
          agentVersion={form.agentVersion}
          errors={errors}
          onAgent={(agent) => change({ agent })}
          onAgentVersion={(agentVersion) => change({ agentVersion })}
        />
        <ReleaseSection form={form} onChange={change} />
        <GateSection form={form} pair={pair} errors={errors} onGate={(gate) => change({ gate })} />
      </div>
      <aside class="form-side" aria-label="Cost and start">
        <CostSummary form={form} />
        {mayDeploy && <PreflightCard spec={spec} regions={regions} />}
        {failure && <FailurePanel title="The deployment was not started" failure={failure} />}
        {!mayDeploy && <RoleNotice doing="starting a deployment" needs="operator" />}
        <Button variant="primary" type="submit" busy={busy} disabled={!mayDeploy}>
          {failure?.retryable ? 'Try again' : deployText(form.regions.length)}
        </Button>
        <ErrorsHint errors={errors} />
      </aside>
    </form>
  );
}

function deployText(regionCount: number): string {
  return regionCount > 1 ? `Deploy in ${regionCount} regions` : 'Deploy';
}
