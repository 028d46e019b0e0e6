import { z } from 'zod';

/**
 * Headers as OpenTelemetry's variables have them: `name=value` pairs separated by commas, values percent-encoded.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables
 */
export const otlpHeaders = z.string().transform((text, context) => {
  try {
    return Object.fromEntries(
      text
        .split(',')
        .filter((pair) => pair.trim() !== '')
        .map((pair): [string, string] => {
          const [, name = '', value = ''] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
          if (name === '') throw new SyntaxError('no pair');
          return [name.toLowerCase(), decodeURIComponent(value)];
        }),
    );
  } catch {
    context.addIssue({ code: 'custom', message: 'must be name=value pairs, separated by commas' });
    return z.NEVER;
  }
});
