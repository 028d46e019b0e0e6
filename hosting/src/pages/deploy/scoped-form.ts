import type { DeploymentSpec } from '@proving-ground/shared';
import { type DeployForm, formOfSpec, specOfForm } from './deploy-form.ts';
import type { LivePair } from './use-live-pair.ts';

/** The form as its scope makes it: what is not made anew has the live values. What was typed there is not lost by it. */
export function scopedForm(form: DeployForm, pair: LivePair): DeployForm {
  switch (pair.kind) {
    case 'loading':
    case 'unknown':
      // The functions know what is live and refuse what does not fit to it.
      return form;
    case 'none':
      return { ...form, scope: 'pair' };
    case 'live':
      return takenOver(form, pair.deployment.spec);
  }
}

/** Which parts of the form a scope leaves as they are live. */
export interface LockedParts {
  readonly model: boolean;
  readonly backend: boolean;
  readonly backendName: boolean;
}

export function lockedParts({ scope }: DeployForm, pair: LivePair): LockedParts {
  const takesOver = pair.kind === 'live';
  return {
    model: takesOver && (scope === 'settings' || scope === 'agent'),
    backend: takesOver && scope === 'agent',
    backendName: takesOver && scope !== 'pair',
  };
}

/** The form filled in with what is live; what is made anew, and how it is released, stays as it was chosen. */
export function withLiveValues(form: DeployForm, live: DeploymentSpec): DeployForm {
  const { scope, holdBeforeTraffic, gate } = form;
  return { ...formOfSpec(live), scope, holdBeforeTraffic, gate };
}

/** Whether a release of this form would leave every value as it is live. */
export function hasLiveValues(form: DeployForm, live: DeploymentSpec): boolean {
  // Made by the same function, so the order of the keys is the same.
  return JSON.stringify(specOfForm(form)) === JSON.stringify(specOfForm(withLiveValues(form, live)));
}

function takenOver(form: DeployForm, live: DeploymentSpec): DeployForm {
  const liveForm = formOfSpec(live);
  const backend = { ...form.backend, serviceName: liveForm.backend.serviceName };
  switch (form.scope) {
    case 'pair':
      return form;
    case 'settings':
      return { ...form, model: liveForm.model, backend };
    case 'agent':
      return { ...form, model: liveForm.model, backend: liveForm.backend };
    case 'backend':
      return { ...form, backend };
  }
}
