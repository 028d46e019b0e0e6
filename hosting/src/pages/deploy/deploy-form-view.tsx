import type { DeploymentSpec } from '@proving-ground/shared';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AgentSection } from './agent-section.tsx';
import { BackendSection } from './backend-section.tsx';
import { CostSummary } from './cost-summary.tsx';
import { formOfSpec } from './deploy-form.ts';
import { ModelSection } from './model-section.tsx';
import { PreflightCard } from './preflight-card.tsx';
import { ReleaseSection } from './release-section.tsx';
import { useStartDeployment } from './use-start-deployment.ts';
import { validateForm } from './validate-form.ts';

/** The form, filled in with the defaults or with what an earlier deployment had. */
export function DeployFormView(props: {
  readonly initial?: DeploymentSpec | undefined;
  readonly onStarted: (deploymentId: string) => void;
}) {
  const { session, data } = useApi();
  const services = useLive(() => data.services(), 'services');
  const mayDeploy = session.may('operator');
  const [form, setForm] = useState(() => formOfSpec(props.initial));
  const { spec, errors } = useMemo(() => validateForm(form), [form]);
  const hasLivePair =
    services.kind === 'ready' &&
    services.value.items.some(
      ({ kind, region, name, current }) =>
        kind === 'agent' && current !== null && region === form.region && name === form.agent.serviceName.trim(),
    );
  const { start, busy, failure } = useStartDeployment(props.onStarted);
  const element = useRef<HTMLFormElement>(null);

  const submit = (event: Event) => {
    event.preventDefault();
    if (spec && mayDeploy) void start(spec);
    else element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  return (
    <form ref={element} class="deploy" noValidate onSubmit={submit}>
      <div class="deploy-sections">
        <ModelSection form={form} errors={errors} onForm={setForm} />
        <BackendSection
          backend={form.backend}
          model={form.model}
          errors={errors}
          onBackend={(backend) => setForm({ ...form, backend })}
        />
        <AgentSection agent={form.agent} errors={errors} onAgent={(agent) => setForm({ ...form, agent })} />
        <ReleaseSection form={form} hasLivePair={hasLivePair} onForm={setForm} />
      </div>
      <aside class="deploy-side" aria-label="Cost and start">
        <CostSummary form={form} />
        {mayDeploy && <PreflightCard spec={spec} />}
        {failure && <FailurePanel title="The deployment was not started" failure={failure} />}
        {!mayDeploy && (
          <Notice>
            You may look at everything, but starting a deployment needs the role operator. An owner of the project can
            give it to you.
          </Notice>
        )}
        <Button variant="primary" type="submit" busy={busy} disabled={!mayDeploy}>
          {failure?.retryable ? 'Try again' : 'Deploy'}
        </Button>
        <p class="field-hint" role="status">
          {errors.size > 0 && `${errors.size} ${errors.size === 1 ? 'field needs' : 'fields need'} correcting.`}
        </p>
      </aside>
    </form>
  );
}
