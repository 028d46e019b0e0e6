import type { ServerResponse } from 'node:http';

/** What Google's front end answers by itself. */
export type FrontError = 'invalid-token' | 'forbidden' | 'not-found' | 'no-instance' | 'unavailable' | 'timeout';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: (path: string) => string;
}

const HTML = { 'content-type': 'text/html; charset=UTF-8' } as const;
const TEXT = { 'content-type': 'text/plain' } as const;

const ANSWERS: Readonly<Record<FrontError, Answer>> = {
  'invalid-token': {
    status: 401,
    headers: {
      ...HTML,
      'www-authenticate': 'Bearer error="invalid_token" error_description="The access token could not be verified"',
    },
    body: (path) =>
      page(
        '401 Unauthorized',
        'Unauthorized',
        `Your client does not have permission to the requested URL <code>${path}</code>.`,
      ),
  },
  forbidden: {
    status: 403,
    headers: HTML,
    body: (path) =>
      page(
        '403 Forbidden',
        'Forbidden',
        `Your client does not have permission to get URL <code>${path}</code> from this server.`,
      ),
  },
  'not-found': {
    status: 404,
    headers: HTML,
    body: (path) =>
      page(
        '404 Page not found',
        'Page not found',
        `The requested URL <code>${path}</code> was not found on this server.`,
      ),
  },
  'no-instance': { status: 429, headers: TEXT, body: () => 'Rate exceeded.' },
  unavailable: { status: 503, headers: TEXT, body: () => 'Service Unavailable' },
  timeout: { status: 504, headers: TEXT, body: () => 'upstream request timeout' },
};

/**
 * Answers for the platform; a response that has begun already can only be cut off.
 *
 * @returns the status that the client saw.
 */
export function answerError(response: ServerResponse, error: FrontError, path: string): number {
  if (response.headersSent) {
    response.destroy();
    return response.statusCode;
  }
  const { status, headers, body } = ANSWERS[error];
  const text = body(escapeHtml(path));
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text), server: 'Google Frontend' });
  response.end(text);
  return status;
}

function page(title: string, heading: string, sentence: string): string {
  return `
<html><head>
<meta http-equiv="content-type" content="text/html;charset=utf-8">
<title>${title}</title>
</head>
<body text=#000000 bgcolor=#ffffff>
<h1>Error: ${heading}</h1>
<h2>${sentence}</h2>
<h2></h2>
</body></html>
`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
