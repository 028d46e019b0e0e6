import { AGENT_OWNED_ENV } from '@proving-ground/shared';
import type { FieldErrors } from '../../ui/field-errors.ts';
import type { ServiceForm } from './deploy-form.ts';
import { ServiceSection } from './service-section.tsx';

/** The agent's part of the form. */
export function AgentSection(props: {
  readonly agent: ServiceForm;
  readonly errors: FieldErrors;
  readonly onAgent: (agent: ServiceForm) => void;
}) {
  return (
    <ServiceSection
      kind="agent"
      title="Agent"
      lead="The ADK service that people talk to: Gem, a zoo tour guide. It asks the model server."
      ownedEnv={AGENT_OWNED_ENV}
      form={props.agent}
      errors={props.errors}
      onForm={props.onAgent}
    />
  );
}
