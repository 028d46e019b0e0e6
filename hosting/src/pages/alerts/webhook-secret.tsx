import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** The secret that signs webhooks, while it can still be seen. */
export function WebhookSecret({ secret }: { readonly secret: string }) {
  return (
    <Notice>
      <p>
        This secret signs what the webhook gets. It is shown now and never again: keep it where the webhook can read it.
      </p>
      <p class="alerts-secret">
        <code>{secret}</code>
        <CopyButton text={secret} what="the secret" />
      </p>
    </Notice>
  );
}
