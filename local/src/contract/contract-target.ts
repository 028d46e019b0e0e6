import * as gax from 'google-gax';
import { z } from 'zod';

const DEFAULT_REGION = 'europe-west1';

const environment = z
  .object({
    TARGET: z.enum(['twin', 'cloud'], 'TARGET is twin or cloud.').default('twin'),
    PROJECT: z
      .string()
      .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'PROJECT is no project id.')
      .optional(),
    REGION: z
      .string()
      .regex(/^[a-z]+-[a-z]+\d+$/, 'REGION is no region.')
      .default(DEFAULT_REGION),
    /** Given to everything that one run creates; set by `npm run contract`. */
    CONTRACT_RUN: z
      .string()
      .regex(/^[a-z0-9]{4,8}$/)
      .optional(),
    /** Another cloud than Google's, reached over the network: how the way to the cloud is tested without it. */
    CONTRACT_GRPC_PORT: z.coerce.number().int().optional(),
    CONTRACT_REST_URL: z.url().optional(),
  })
  .check(({ value, issues }) => {
    if (value.TARGET === 'cloud' && value.PROJECT === undefined) {
      issues.push({
        code: 'custom',
        input: value,
        path: ['PROJECT'],
        message:
          'TARGET=cloud needs PROJECT, the id of a Google Cloud project that may be tried on: it costs a little.',
      });
    }
  });

/** The cloud that the contract tests talk to, when it is not the twin that they start themselves. */
export interface CloudTarget {
  readonly projectId: string;
  readonly region: string;
  /** In the name of all that one run creates. */
  readonly run: string;
  /** Null: Google's own. */
  readonly elsewhere: { readonly grpcPort: number; readonly restUrl: string } | null;
}

/** Null: the twin. @throws Error that says what is missing */
export function readCloudTarget(variables: Readonly<Record<string, string | undefined>>): CloudTarget | null {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('\n'));
  const { TARGET, PROJECT, REGION, CONTRACT_RUN = 'once', CONTRACT_GRPC_PORT, CONTRACT_REST_URL } = parsed.data;
  if (TARGET === 'twin' || PROJECT === undefined) return null;
  const elsewhere =
    CONTRACT_GRPC_PORT !== undefined && CONTRACT_REST_URL !== undefined
      ? { grpcPort: CONTRACT_GRPC_PORT, restUrl: CONTRACT_REST_URL }
      : null;
  return { projectId: PROJECT, region: REGION, run: CONTRACT_RUN, elsewhere };
}

/** For the unmodified gRPC clients: nothing but Application Default Credentials in the cloud. */
export function grpcOptions({ elsewhere }: CloudTarget): gax.ClientOptions {
  if (!elsewhere) return {};
  return { servicePath: '127.0.0.1', port: elsewhere.grpcPort, sslCreds: gax.grpc.credentials.createInsecure() };
}

/** Names in a run of the cloud begin so, and in no other. */
export const runPrefix = ({ run }: CloudTarget): string => `ct-${run}-`;
export const bucketOf = ({ projectId, run }: CloudTarget): string => `${projectId}-ct-${run}`;
export const repositoryOf = ({ run }: CloudTarget): string => `ct-${run}`;
export const echoImageOf = (target: CloudTarget): string =>
  `${target.region}-docker.pkg.dev/${target.projectId}/${repositoryOf(target)}/echo:latest`;
