import { type Deployment, MODEL_CATALOGUE } from '@proving-ground/shared';
import { kindText, switchKind } from '../../releases/kind-text.ts';

/** What the page is about: the model of a new pair, or what happens to one that is there. */
export function DeploymentTitle(props: { readonly deployment: Deployment; readonly pair: Deployment | null }) {
  const { deployment, pair } = props;
  const { spec } = deployment;
  return (
    <>
      {headline(deployment, pair)} <span class="in-region">in {spec.region}</span>
    </>
  );
}

/** "Rollback to Gemma 3 270M" */
export function headline(deployment: Deployment, pair: Deployment | null): string {
  const { kind, spec } = deployment;
  const model = MODEL_CATALOGUE[spec.model].label;
  if (kind === 'deploy') return model;
  const leadsTo = kind === 'switch' && switchKind(pair) !== 'promotion';
  return `${kindText(deployment, pair)} ${leadsTo ? 'to' : 'of'} ${model}`;
}
