import type { LoadSchedule } from '@proving-ground/shared';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import { AdvancedFields } from '../../load-form/advanced-fields.tsx';
import { EstimateCard } from '../../load-form/estimate-card.tsx';
import { LoadFormSections } from '../../load-form/load-form-sections.tsx';
import type { LoadTargetChoice } from '../../load-form/load-targets.ts';
import { TargetField } from '../../load-form/target-field.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { ErrorsHint } from '../../ui/errors-hint.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { focusFirstInvalid } from '../../ui/focus-first-invalid.ts';
import { RoleNotice } from '../../ui/role-notice.tsx';
import { type ScheduleForm, scheduleFormOf, validateScheduleForm } from './schedule-form.ts';
import { WhenSection } from './when-section.tsx';

/** The form of a new schedule, or of one that was saved. */
export function ScheduleFormView(props: {
  readonly targets: readonly LoadTargetChoice[];
  readonly saved: LoadSchedule | null;
  readonly onSaved: () => void;
}) {
  const { targets, onSaved } = props;
  const { callables, session } = useApi();
  const maySave = session.may('operator');
  // What is being edited: somebody else's save in the meantime must not change it under the author's hands.
  const [saved] = useState(props.saved);
  const [form, setForm] = useState(() => scheduleFormOf(targets, saved));
  const { value, errors } = useMemo(
    () => validateScheduleForm(form, { targets, saved, now: new Date() }),
    [form, targets, saved],
  );
  const { run, busy, failure } = useKeyedAction('Saving the schedule');
  const element = useRef<HTMLFormElement>(null);
  const fields = { form: form.load, errors, onForm: (load: ScheduleForm['load']) => setForm({ ...form, load }) };

  const submit = (event: Event) => {
    event.preventDefault();
    if (!value) return focusFirstInvalid(element.current);
    if (!maySave) return;
    void run(value, async (idempotencyKey) => {
      await callables.call('saveLoadSchedule', {
        idempotencyKey,
        ...(saved ? { scheduleId: saved.id } : {}),
        plan: value,
      });
      onSaved();
    });
  };

  return (
    <form ref={element} class="form-layout" noValidate onSubmit={submit}>
      <div class="form-sections">
        <WhenSection form={form} errors={errors} onForm={setForm} />
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
        <AdvancedFields {...fields} />
      </div>
      <aside class="form-side" aria-label="Estimate and save">
        <EstimateCard
          spec={value?.spec ?? null}
          target={targets.find(({ key }) => key === form.target)?.target ?? null}
          shardCount={null}
        />
        {failure && <FailurePanel title="The schedule was not saved" failure={failure} />}
        {!maySave && <RoleNotice doing="saving a schedule" needs="operator" />}
        <Button variant="primary" type="submit" busy={busy} disabled={!maySave}>
          {failure?.retryable ? 'Try again' : 'Save schedule'}
        </Button>
        <LinkButton variant="quiet" href="/load-schedules">
          Back without saving
        </LinkButton>
        <ErrorsHint errors={errors} />
      </aside>
    </form>
  );
}
