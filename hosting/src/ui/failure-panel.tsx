import type { FailureRecord } from '@proving-ground/shared';
import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { AlertIcon } from './icons.tsx';

/** What went wrong, why, and what to do next; with a button where trying again may help. */
export function FailurePanel(props: {
  readonly failure: FailureRecord;
  readonly title?: string;
  readonly retry?: (() => void) | undefined;
  /** Other ways on. */
  readonly children?: ComponentChildren;
}) {
  const { failure, title, retry, children } = props;
  const mayRetry = retry !== undefined && failure.retryable;
  return (
    <div class="failure" role="alert">
      <AlertIcon />
      <div class="failure-body">
        {title && <p class="failure-title">{title}</p>}
        <p>{failure.message}</p>
        <p class="failure-next">{failure.nextStep}</p>
        {failure.logTail && failure.logTail.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
          <section class="failure-log" tabIndex={0} aria-label="Last lines of the log">
            <pre>{failure.logTail.join('\n')}</pre>
          </section>
        )}
        <p class="failure-reason">
          <code>{failure.reason}</code>
        </p>
        {(mayRetry || children) && (
          <div class="actions">
            {mayRetry && <Button onClick={retry}>Try again</Button>}
            {children}
          </div>
        )}
      </div>
    </div>
  );
}
