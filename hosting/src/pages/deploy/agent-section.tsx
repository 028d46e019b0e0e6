import { AGENT_OWNED_ENV, cpuCountsFor, serviceName } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { liveMissing } from '../../api/live-missing.ts';
import { useLive } from '../../api/use-live.ts';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { SelectField } from '../../ui/select-field.tsx';
import type { ServiceForm } from './service-form.ts';
import { ServiceSection } from './service-section.tsx';

const CPU_COUNTS = cpuCountsFor(null);

/** The agent's part of the form. */
export function AgentSection(props: {
  readonly agent: ServiceForm;
  readonly agentVersion: string;
  readonly errors: FieldErrors;
  readonly onAgent: (agent: ServiceForm) => void;
  readonly onAgentVersion: (agentVersion: string) => void;
}) {
  const { data } = useApi();
  const name = serviceName.safeParse(props.agent.serviceName.trim()).data;
  const versions = useLive(() => (name === undefined ? liveMissing() : data.agentVersions(name)), name ?? '');
  const saved = versions.kind === 'ready' ? versions.value.items.map(({ version }) => String(version)) : [];
  // What was asked for stays visible also while the list is loading, or when it is not in it.
  const known = [...new Set([...(props.agentVersion === '' ? [] : [props.agentVersion]), ...saved])];
  return (
    <ServiceSection
      kind="agent"
      title="Agent"
      lead="The ADK service that people talk to. It asks the model server."
      ownedEnv={AGENT_OWNED_ENV}
      cpuCounts={CPU_COUNTS}
      form={props.agent}
      errors={props.errors}
      onForm={props.onAgent}
      beforeCpu={
        <SelectField
          label="Profile"
          value={props.agentVersion}
          options={[
            { value: '', text: 'Shipped: Gem' },
            ...known.sort((a, b) => Number(b) - Number(a)).map((value) => ({ value, text: `Version ${value}` })),
          ]}
          error={props.errors.get('agent.version')}
          onValue={props.onAgentVersion}
        />
      }
    />
  );
}
