import type { UptimeCheckBody } from '../gcp/uptime-checks.ts';
import { pairLabels, stamped } from './managed-labels.ts';
import type { WatchedPair } from './watched-pair.ts';

const PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/**
 * The uptime check of a public agent. Google looks from the internet, without a right to call a private service; that
 * one is looked at by ourselves alone. Every 15 minutes, so that an agent may sleep in between.
 */
export function wantedCheck(pair: WatchedPair, projectId: string): UptimeCheckBody | null {
  if (!pair.isPublic) return null;
  const { protocol, hostname, port } = new URL(pair.agentUrl);
  return stamped({
    displayName: `Proving Ground: ${pair.agent} in ${pair.region}`,
    userLabels: pairLabels('uptime', pair),
    monitoredResource: {
      type: 'uptime_url' as const,
      labels: { project_id: projectId, host: hostname },
    },
    httpCheck: {
      requestMethod: 'GET' as const,
      path: '/health',
      port: port === '' ? (PORTS[protocol] ?? 443) : Number(port),
      useSsl: protocol === 'https:',
      validateSsl: protocol === 'https:',
      acceptedResponseStatusCodes: [{ statusClass: 'STATUS_CLASS_2XX' as const }],
    },
    period: '900s',
    timeout: '30s',
  });
}
