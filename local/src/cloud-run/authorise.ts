import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '../identity/create-identity.ts';
import { isPublic, mayInvoke } from './iam-policy.ts';
import { type ServiceRecord, serviceUrl, tagUrls } from './service-record.ts';

const OWN_HEADER = 'x-serverless-authorization';

/** Whether a request may reach the service: https://cloud.google.com/run/docs/authenticating/service-to-service */
export async function authorise(
  record: ServiceRecord,
  headers: IncomingHttpHeaders,
  identity: Pick<Identity, 'verifyIdToken'>,
): Promise<'allowed' | 'forbidden' | 'invalid-token'> {
  if (record.spec.invokerIamDisabled || isPublic(record.policy)) return 'allowed';
  const header = headers[OWN_HEADER] ?? headers.authorization;
  if (header === undefined) return 'forbidden';
  const [, token] = /^bearer +(\S+)$/i.exec(String(header)) ?? [];
  if (token === undefined) return 'invalid-token';
  const verified = await identity.verifyIdToken(token, audiences(record));
  if ('reason' in verified) return 'invalid-token';
  return mayInvoke(record.policy, verified.email) ? 'allowed' : 'forbidden';
}

/** The container learns who called, but gets nothing it could call others with. */
export function withoutSignature(headers: Readonly<IncomingHttpHeaders>): IncomingHttpHeaders {
  const { [OWN_HEADER]: _checked, ...rest } = headers;
  const [, signed] = /^(bearer +[\w-]+\.[\w-]+)\.[\w-]+$/i.exec(rest.authorization ?? '') ?? [];
  return signed === undefined ? rest : { ...rest, authorization: `${signed}.SIGNATURE_REMOVED_BY_GOOGLE` };
}

function audiences(record: ServiceRecord): readonly string[] {
  return [serviceUrl(record), ...Object.values(tagUrls(record)), ...(record.spec.customAudiences ?? [])];
}
