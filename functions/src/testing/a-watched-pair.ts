import type { WatchedPair } from '../alerts/watched-pair.ts';

export function aWatchedPair(part: Partial<WatchedPair> = {}): WatchedPair {
  return {
    region: 'europe-west1',
    agent: 'zoo-agent',
    agentUrl: 'https://zoo-agent.example.com',
    isPublic: false,
    backend: 'ollama',
    backendUsdPerHour: 1.31,
    deploymentId: 'd1',
    liveSince: '2026-03-01T00:00:00.000Z',
    ...part,
  };
}
