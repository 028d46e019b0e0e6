/** Every collection and document path of the product, once. */
export const COLLECTIONS = {
  deployments: 'deployments',
  services: 'services',
  agents: 'agents',
  timeline: 'timeline',
  loadTests: 'loadTests',
  loadTargets: 'loadTargets',
  loadSchedules: 'loadSchedules',
  health: 'health',
  incidents: 'incidents',
  notifications: 'notifications',
  /** Read by Firebase's Trigger Email extension, and by nobody else. */
  mail: 'mail',
  chats: 'chats',
  answerFeedback: 'answerFeedback',
  capacitySearches: 'capacitySearches',
} as const;

export const SETTINGS_PATHS = {
  spending: 'settings/spending',
  alerts: 'settings/alerts',
  prices: 'settings/prices',
} as const;

export const ALERT_STATUS_PATH = 'status/alerts';
/** What signs webhooks; nobody reads it but the functions. */
export const WEBHOOK_SECRET_PATH = 'secrets/webhook';

export function deploymentPath(deploymentId: string): string {
  return `${COLLECTIONS.deployments}/${deploymentId}`;
}

export function deploymentEventsPath(deploymentId: string): string {
  return `${deploymentPath(deploymentId)}/events`;
}

/** Zero-padded, so that document ids sort as numbers do. */
export function deploymentEventPath(deploymentId: string, seq: number): string {
  return `${deploymentEventsPath(deploymentId)}/${String(seq).padStart(6, '0')}`;
}

export function servicePath(region: string, name: string): string {
  return `${COLLECTIONS.services}/${region}~${name}`;
}

export function agentPath(agentServiceName: string): string {
  return `${COLLECTIONS.agents}/${agentServiceName}`;
}

export function agentVersionsPath(agentServiceName: string): string {
  return `${agentPath(agentServiceName)}/versions`;
}

/** Zero-padded, so that document ids sort as numbers do. */
export function agentVersionPath(agentServiceName: string, version: number): string {
  return `${agentVersionsPath(agentServiceName)}/${String(version).padStart(6, '0')}`;
}

export function timelinePath(entryId: string): string {
  return `${COLLECTIONS.timeline}/${entryId}`;
}

export function loadTestPath(loadTestId: string): string {
  return `${COLLECTIONS.loadTests}/${loadTestId}`;
}

export function loadShardsPath(loadTestId: string): string {
  return `${loadTestPath(loadTestId)}/shards`;
}

/** Zero-padded, so that document ids sort as numbers do. */
export function loadShardPath(loadTestId: string, index: number): string {
  return `${loadShardsPath(loadTestId)}/${String(index).padStart(2, '0')}`;
}

export function loadFiguresPath(loadTestId: string): string {
  return `${loadTestPath(loadTestId)}/figures/merged`;
}

export function loadObservationsPath(loadTestId: string): string {
  return `${loadTestPath(loadTestId)}/observations`;
}

export function loadObservationPath(loadTestId: string, kind: 'agent' | 'backend'): string {
  return `${loadObservationsPath(loadTestId)}/${kind}`;
}

export function loadTargetPath(region: string, name: string): string {
  return `${COLLECTIONS.loadTargets}/${region}~${name}`;
}

export function loadSchedulePath(scheduleId: string): string {
  return `${COLLECTIONS.loadSchedules}/${scheduleId}`;
}

export function healthDayPath(region: string, name: string, day: string): string {
  return `${COLLECTIONS.health}/${region}~${name}~${day}`;
}

export function incidentPath(incidentId: string): string {
  return `${COLLECTIONS.incidents}/${incidentId}`;
}

export function notificationPath(notificationId: string): string {
  return `${COLLECTIONS.notifications}/${notificationId}`;
}

export function mailPath(mailId: string): string {
  return `${COLLECTIONS.mail}/${mailId}`;
}

export function chatPath(chatId: string): string {
  return `${COLLECTIONS.chats}/${chatId}`;
}

export function chatTurnsPath(chatId: string): string {
  return `${chatPath(chatId)}/turns`;
}

/** Zero-padded, so that document ids sort as numbers do. */
export function chatTurnPath(chatId: string, index: number): string {
  return `${chatTurnsPath(chatId)}/${String(index).padStart(5, '0')}`;
}

export function answerFeedbackPath(chatId: string, index: number): string {
  return `${COLLECTIONS.answerFeedback}/${chatId}~${index}`;
}

/** Where the agent keeps the sessions of a person, in the layout of ADK's own Firestore service. */
export function agentSessionsPath(appName: string, uid: string): string {
  return `adk-session/${agentDocumentId(appName)}/users/${agentDocumentId(uid)}/sessions`;
}

/** As the agent names documents after ids: most stay as they are, and none can leave its collection. */
function agentDocumentId(id: string): string {
  return encodeURIComponent(id)
    .replaceAll('~', '%7E')
    .replace(/^[._]/, (first) => (first === '.' ? '%2E' : '%5F'))
    .replaceAll('%', '~');
}

export function capacitySearchPath(searchId: string): string {
  return `${COLLECTIONS.capacitySearches}/${searchId}`;
}
