const ALLOWED_PROTOCOLS: readonly string[] = ['https:', 'http:', 'mailto:'];

/** The address if it leads to a page or a mailbox; null for what could act, such as `javascript:`, or leads nowhere. */
export function safeHref(href: string): string | null {
  // Parsed the way the browser will: it ignores tabs and line breaks inside an address.
  const url = URL.parse(href);
  return url && ALLOWED_PROTOCOLS.includes(url.protocol) ? url.href : null;
}
