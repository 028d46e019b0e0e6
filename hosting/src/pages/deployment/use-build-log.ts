import { useEffect, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { followBuildLog, type LogStatus } from './follow-build-log.ts';
import { appendLog, EMPTY_LOG, type LogBuffer } from './log-buffer.ts';
import { pause } from './pause.ts';

/** A build's log as it comes, for as long as the component is shown. */
export function useBuildLog(deploymentId: string, build: 'backend' | 'agent') {
  const { callables } = useApi();
  const [log, setLog] = useState<LogBuffer>(EMPTY_LOG);
  const [status, setStatus] = useState<LogStatus>({ kind: 'following' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    setLog(EMPTY_LOG);
    setStatus({ kind: 'following' });
    void followBuildLog({
      callables,
      deploymentId,
      build,
      signal: leaving.signal,
      onText: (text) => setLog((before) => appendLog(before, text)),
      onStatus: setStatus,
      pause,
    });
    return () => leaving.abort();
  }, [callables, deploymentId, build, attempt]);
  return { log, status, retry: () => setAttempt(attempt + 1) };
}
