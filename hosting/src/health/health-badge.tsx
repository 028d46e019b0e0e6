import type { HealthState } from '@proving-ground/shared';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { AlertIcon, CheckIcon, ClockIcon, CrossIcon, MinusIcon } from '../ui/icons.tsx';
import { HEALTH_TEXTS } from './health-text.ts';

const LOOKS: Readonly<Record<HealthState, Omit<BadgeLook, 'text'>>> = {
  up: { tone: 'good', Icon: CheckIcon },
  degraded: { tone: 'warn', Icon: AlertIcon },
  down: { tone: 'bad', Icon: CrossIcon },
  asleep: { tone: 'info', Icon: ClockIcon },
  unknown: { tone: 'plain', Icon: MinusIcon },
};

/** How an agent is. */
export function HealthBadge({ state }: { readonly state: HealthState }) {
  return <Badge {...LOOKS[state]} text={HEALTH_TEXTS[state]} />;
}
