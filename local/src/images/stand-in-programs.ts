import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NO_EFFECT = [
  'chown',
  'chgrp',
  'adduser',
  'addgroup',
  'useradd',
  'usermod',
  'groupadd',
  'groupmod',
  'setcap',
  'ldconfig',
];
const REFUSED = ['apt', 'apt-get', 'apk', 'dpkg', 'yum', 'dnf', 'microdnf', 'systemctl', 'update-ca-certificates'];

const noEffect = '#!/bin/sh\nexit 0\n';
const refusal = (program: string) => `#!/bin/sh
echo "${program} is not available in the local twin: a build here runs on this machine and must not change it." >&2
echo "Install what the image needs in another way, or build it in the cloud." >&2
exit 100
`;

/**
 * Writes stand-ins for the programs by which a Dockerfile changes its system: in a build without a container
 * they would change the machine. Owners and users are recorded, not made.
 */
export async function writeStandInPrograms(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const program of NO_EFFECT) await writeFile(join(folder, program), noEffect, { mode: 0o755 });
  for (const program of REFUSED) await writeFile(join(folder, program), refusal(program), { mode: 0o755 });
}
