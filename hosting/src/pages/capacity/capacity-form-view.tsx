import { useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import type { LoadTargetChoice } from '../../load-form/load-targets.ts';
import { TargetField } from '../../load-form/target-field.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorsHint } from '../../ui/errors-hint.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { focusFirstInvalid } from '../../ui/focus-first-invalid.ts';
import { Notice } from '../../ui/notice.tsx';
import { RoleNotice } from '../../ui/role-notice.tsx';
import { useRunningTest } from '../load-tests/use-running-test.ts';
import { CapacityEstimateCard } from './capacity-estimate-card.tsx';
import { CapacityFields } from './capacity-fields.tsx';
import { type CapacityForm, validateCapacityForm } from './capacity-form.ts';

/** The form of one search, its estimate and the button that starts it. */
export function CapacityFormView(props: {
  readonly targets: readonly LoadTargetChoice[];
  readonly initial: CapacityForm;
  readonly onStarted: (searchId: string) => void;
}) {
  const { targets, initial, onStarted } = props;
  const { callables, session } = useApi();
  const mayStart = session.may('operator');
  const [form, setForm] = useState(initial);
  const { value, errors } = useMemo(() => validateCapacityForm(form, targets), [form, targets]);
  const { run, busy, failure } = useKeyedAction('Starting the search');
  const running = useRunningTest(form.target);
  const element = useRef<HTMLFormElement>(null);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!value) return focusFirstInvalid(element.current);
    if (!mayStart || running) return;
    void run(value, async (idempotencyKey) => {
      const { searchId } = await callables.call('startCapacitySearch', { idempotencyKey, ...value });
      onStarted(searchId);
    });
  };

  return (
    <form ref={element} class="form-layout" noValidate onSubmit={submit}>
      <div class="form-sections">
        <CapacityFields
          form={form}
          errors={errors}
          onForm={setForm}
          targetField={
            <TargetField
              targets={targets}
              value={form.target}
              errors={errors}
              onValue={(target) => setForm({ ...form, target })}
            />
          }
        />
      </div>
      <aside class="form-side" aria-label="Estimate and start">
        <CapacityEstimateCard
          spec={value?.spec ?? null}
          target={targets.find(({ key }) => key === form.target)?.target ?? null}
        />
        <p class="field-hint">
          The search drives the agent beyond what it keeps up with, on purpose: whoever uses it meanwhile waits longer.
        </p>
        {failure && <FailurePanel title="The search was not started" failure={failure} />}
        {running && (
          <Notice>
            This agent is under load now, and both would measure each other. Wait for{' '}
            <a href={running.href}>{running.text}</a> or stop it.
          </Notice>
        )}
        {!mayStart && <RoleNotice doing="starting a search" needs="operator" />}
        <Button variant="primary" type="submit" busy={busy} disabled={!mayStart || running !== null}>
          {failure?.retryable ? 'Try again' : 'Find capacity'}
        </Button>
        <ErrorsHint errors={errors} />
      </aside>
    </form>
  );
}
