import { AGENT_OWNED_ENV, CPU_COUNTS } from '@proving-ground/shared';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { DeployForm } from './deploy-form.ts';
import { FormSection } from './form-section.tsx';
import { KeyValueEditor } from './key-value-editor.tsx';
import type { FieldErrors } from './validate-form.ts';

const CPU_OPTIONS = CPU_COUNTS.map((count) => ({ value: String(count), text: String(count) }));

type AgentForm = DeployForm['agent'];

/** The agent's part of the form. */
export function AgentSection(props: {
  readonly agent: AgentForm;
  readonly errors: FieldErrors;
  readonly onAgent: (agent: AgentForm) => void;
}) {
  const { agent, errors, onAgent } = props;
  const error = (field: keyof AgentForm) => errors.get(`agent.${field}`);
  const set = (part: Partial<AgentForm>) => onAgent({ ...agent, ...part });
  return (
    <FormSection
      title="Agent"
      lead="The ADK service that people talk to: Gem, a zoo tour guide. It asks the model server."
    >
      <TextField
        label="Service name"
        value={agent.serviceName}
        error={error('serviceName')}
        onValue={(serviceName) => set({ serviceName })}
      />
      <div class="field-grid">
        <SelectField
          label="CPU"
          value={agent.cpuCount}
          options={CPU_OPTIONS}
          error={error('cpuCount')}
          onValue={(cpuCount) => set({ cpuCount })}
        />
        <TextField
          label="Memory"
          numeric
          unit="GiB"
          value={agent.memoryGiB}
          error={error('memoryGiB')}
          onValue={(memoryGiB) => set({ memoryGiB })}
        />
        <TextField
          label="Concurrency"
          numeric
          hint="Requests an instance takes at once."
          value={agent.concurrency}
          error={error('concurrency')}
          onValue={(concurrency) => set({ concurrency })}
        />
        <TextField
          label="Most instances"
          numeric
          hint="The cap on what it can cost."
          value={agent.maxInstances}
          error={error('maxInstances')}
          onValue={(maxInstances) => set({ maxInstances })}
        />
        <TextField
          label="Request timeout"
          numeric
          unit="s"
          value={agent.timeoutSeconds}
          error={error('timeoutSeconds')}
          onValue={(timeoutSeconds) => set({ timeoutSeconds })}
        />
      </div>
      <KeyValueEditor
        legend="Environment variables"
        hint={`Set from the other fields, so not here: ${AGENT_OWNED_ENV.join(', ')}.`}
        noun="variable"
        field="agent.env"
        rows={agent.env}
        errors={errors}
        onRows={(env) => set({ env })}
      />
      <KeyValueEditor
        legend="Labels"
        hint="Carried by the service and shown on the bill."
        noun="label"
        field="agent.labels"
        rows={agent.labels}
        errors={errors}
        onRows={(labels) => set({ labels })}
      />
    </FormSection>
  );
}
