import { expect, test } from 'vitest';
import { clientUrl, parseOllamaHost } from './ollama-host.ts';

test.each([
  ['', '127.0.0.1', 11_434, 'http://127.0.0.1:11434'],
  ['0.0.0.0', '0.0.0.0', 11_434, 'http://127.0.0.1:11434'],
  ['0.0.0.0:8080', '0.0.0.0', 8_080, 'http://127.0.0.1:8080'],
  [':8080', '', 8_080, 'http://127.0.0.1:8080'],
  ['127.0.0.1:0', '127.0.0.1', 0, 'http://127.0.0.1:0'],
  ['example', 'example', 11_434, 'http://example:11434'],
  ['http://example', 'example', 80, 'http://example:80'],
  ['https://example/', 'example', 443, 'https://example:443'],
  ['https://example:8443/path', 'example', 8_443, 'https://example:8443'],
  ['[::1]:9', '::1', 9, 'http://[::1]:9'],
  ['::1', '::1', 11_434, 'http://[::1]:11434'],
  ['[::]:8080', '::', 8_080, 'http://[::1]:8080'],
  ['example:99999', 'example', 11_434, 'http://example:11434'],
  [' example:1 ', 'example', 1, 'http://example:1'],
])('OLLAMA_HOST="%s" listens on "%s" port %d, and clients find it', (text, host, port, url) => {
  const parsed = parseOllamaHost(text);
  expect(parsed).toMatchObject({ host, port });
  expect(clientUrl(parsed)).toBe(url);
});
