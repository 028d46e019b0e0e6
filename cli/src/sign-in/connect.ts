import type { ApiClient } from '../api/api-client.ts';
import type { GlobalOptions } from '../command-line/global-options.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { connectLocally } from './connect-locally.ts';
import { type CloudSurroundings, connectToCloud } from './connect-to-cloud.ts';
import { findLocalProduct } from './find-local-product.ts';

/** Signs in at the product that the options name, or at the one that runs on this machine.
 * @throws UsageError when something for it is missing, Failure when it is refused */
export async function connect(
  { project, stateFolder, as }: GlobalOptions,
  surroundings: CloudSurroundings & { readonly repoRoot: string },
): Promise<ApiClient> {
  if (project !== null) return await connectToCloud({ project, as: as ?? 'operator' }, surroundings);
  const found = await findLocalProduct(surroundings.repoRoot, stateFolder);
  if (typeof found !== 'string') return await connectLocally(found, as ?? 'owner', surroundings.nowMs);
  throw new UsageError(`${found} Start it with "npm start", or name a project of the cloud with --project.`);
}
