import { join } from 'node:path';

/** How this machine reaches package registries: mirrors, proxies, certificates. */
const HANDED_ON =
  /^(npm_config_(registry|userconfig|globalconfig|cafile)|pip_\w+|(https?|no|all)_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|requests_ca_bundle|curl_ca_bundle)$/i;

/** What a RUN instruction of a local build is told besides its image's environment. Its HOME is not the user's. */
export function packageManagerEnvironment(options: {
  readonly variables: Readonly<Record<string, string>>;
  readonly home: string;
}): Readonly<Record<string, string>> {
  const { variables, home } = options;
  return {
    npm_config_userconfig: join(home, '.npmrc'),
    ...Object.fromEntries(Object.entries(variables).filter(([name]) => HANDED_ON.test(name))),
  };
}
