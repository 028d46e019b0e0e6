import { escapeHtml, type NotificationEvent } from '@proving-ground/shared';

/** A document for Firebase's Trigger Email extension.
 * @see https://firebase.google.com/docs/extensions/official/firestore-send-email */
export interface MailDocument {
  readonly to: readonly string[];
  readonly message: { readonly subject: string; readonly text: string; readonly html: string };
}

/** One e-mail to all addresses. Pure. */
export function mailDocument({ title, text, url }: NotificationEvent, emails: readonly string[]): MailDocument {
  const paragraphs = text.split('\n').map((line) => `<p>${escapeHtml(line)}</p>`);
  return {
    to: emails,
    message: {
      subject: `Proving Ground: ${title}`,
      text: `${text}\n\n${url}\n`,
      html: `${paragraphs.join('')}<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`,
    },
  };
}
