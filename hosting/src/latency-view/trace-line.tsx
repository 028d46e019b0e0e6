import { useApi } from '../api/api-context.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import './latency-view.css';

/** The trace of a question, to find its lines in the logs; in the cloud also the way to its spans. */
export function TraceLine({ traceId }: { readonly traceId: string }) {
  const { isLocal, projectId } = useApi();
  return (
    <p class="trace-line">
      Trace <code>{traceId}</code> <CopyButton text={traceId} what="trace id" />
      {!isLocal && (
        <a
          href={`https://console.cloud.google.com/traces/explorer;traceId=${traceId}?project=${projectId}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          Open in Cloud Trace
        </a>
      )}
    </p>
  );
}
