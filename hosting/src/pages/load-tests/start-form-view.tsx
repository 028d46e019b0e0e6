import { useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import { AdvancedFields } from '../../load-form/advanced-fields.tsx';
import { EstimateCard } from '../../load-form/estimate-card.tsx';
import { LoadFormSections } from '../../load-form/load-form-sections.tsx';
import type { LoadTargetChoice } from '../../load-form/load-targets.ts';
import { TargetField } from '../../load-form/target-field.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorsHint } from '../../ui/errors-hint.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { focusFirstInvalid } from '../../ui/focus-first-invalid.ts';
import { Notice } from '../../ui/notice.tsx';
import { RoleNotice } from '../../ui/role-notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type StartForm, validateStartForm } from './start-form.ts';
import { useRunningTest } from './use-running-test.ts';

/** The form of one load test, its estimate and the button that starts it. */
export function StartFormView(props: {
  readonly targets: readonly LoadTargetChoice[];
  readonly initial: StartForm;
  readonly onStarted: (loadTestId: string) => void;
}) {
  const { targets, initial, onStarted } = props;
  const { callables, session } = useApi();
  const mayStart = session.may('operator');
  const [form, setForm] = useState(initial);
  const { value, errors } = useMemo(() => validateStartForm(form, targets), [form, targets]);
  const { run, busy, failure } = useKeyedAction('Starting the load test');
  const running = useRunningTest(form.target);
  const element = useRef<HTMLFormElement>(null);
  const fields = { form: form.load, errors, onForm: (load: StartForm['load']) => setForm({ ...form, load }) };

  const submit = (event: Event) => {
    event.preventDefault();
    if (!value) return focusFirstInvalid(element.current);
    if (!mayStart || running) return;
    void run(value, async (idempotencyKey) => {
      const { loadTestId } = await callables.call('startLoadTest', { idempotencyKey, ...value });
      onStarted(loadTestId);
    });
  };

  return (
    <form ref={element} class="form-layout" noValidate onSubmit={submit}>
      <div class="form-sections">
        <LoadFormSections
          {...fields}
          targetField={
            <TargetField
              targets={targets}
              value={form.target}
              errors={errors}
              onValue={(target) => setForm({ ...form, target })}
            />
          }
        />
        <AdvancedFields {...fields} alsoWrong={errors.has('shardCount')}>
          <TextField
            label="Shards"
            numeric
            hint="Functions that share the load; empty: as many as it needs."
            value={form.shardCount}
            error={errors.get('shardCount')}
            onValue={(shardCount) => setForm({ ...form, shardCount })}
          />
        </AdvancedFields>
      </div>
      <aside class="form-side" aria-label="Estimate and start">
        <EstimateCard
          spec={value?.spec ?? null}
          target={targets.find(({ key }) => key === form.target)?.target ?? null}
          shardCount={value?.shardCount ?? null}
        />
        <TextField
          label="Note"
          hint="To find the test again."
          value={form.note}
          error={errors.get('note')}
          onValue={(note) => setForm({ ...form, note })}
        />
        {failure && <FailurePanel title="The load test was not started" failure={failure} />}
        {running && (
          <Notice>
            This agent is under load now, and two tests would measure each other. Wait for{' '}
            <a href={running.href}>{running.text}</a> or stop it.
          </Notice>
        )}
        {!mayStart && <RoleNotice doing="starting a load test" needs="operator" />}
        <Button variant="primary" type="submit" busy={busy} disabled={!mayStart || running !== null}>
          {failure?.retryable ? 'Try again' : 'Start load test'}
        </Button>
        <ErrorsHint errors={errors} />
      </aside>
    </form>
  );
}
