import './zod-without-eval.ts';
import './ui/styles.css';
import { render } from 'preact';
import { createAlertData } from './api/alert-data.ts';
import { type Api, ApiContext } from './api/api-context.ts';
import { startAppCheck } from './api/app-check.ts';
import { loadBackendConfig } from './api/backend-config.ts';
import { createCallableClient } from './api/callable-client.ts';
import { createCallableTransport } from './api/callable-transport.ts';
import { createChatData } from './api/chat-data.ts';
import { createConsoleData } from './api/console-data.ts';
import { failureOfError } from './api/failure-of-error.ts';
import { connectFirebase } from './api/firebase-services.ts';
import { createLoadData } from './api/load-data.ts';
import { createTimelineData } from './api/timeline-data.ts';
import { App } from './app.tsx';
import { createFirebaseAuthPort } from './session/firebase-auth-port.ts';
import { createSession } from './session/session.ts';
import { reloadOnNewVersion } from './shell/reload-on-new-version.ts';
import { StartFailed } from './start-failed.tsx';

/** Puts the parts together: where the backend is, its clients, who is signed in. */
async function start(): Promise<Api> {
  const config = await loadBackendConfig((...request) => fetch(...request));
  const { app, projectId, auth, firestore, functions } = connectFirebase(config);
  if (config.kind === 'cloud' && config.appCheckSiteKey) await startAppCheck(app, config.appCheckSiteKey);
  const callables = createCallableClient(createCallableTransport(functions));
  const session = createSession({
    auth: createFirebaseAuthPort(auth),
    claimRole: () => callables.call('claimRole', {}),
    // Conversations of one person are not for the next one at this machine.
    forget: () => sessionStorage.clear(),
  });
  return {
    data: createConsoleData(firestore),
    loads: createLoadData(firestore),
    timeline: createTimelineData(firestore),
    alerts: createAlertData(firestore),
    chats: createChatData(firestore),
    capacity: (create) => create(firestore),
    callables,
    session,
    projectId,
    isLocal: config.kind === 'local',
  };
}

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no element #app.');
reloadOnNewVersion(window);
try {
  const api = await start();
  render(
    <ApiContext.Provider value={api}>
      <App />
    </ApiContext.Provider>,
    root,
  );
} catch (error) {
  render(<StartFailed failure={failureOfError(error, 'Starting the console').record} />, root);
}
