import { expect, test } from 'vitest';
import { packageManagerEnvironment } from './package-manager-environment.ts';

test('a build learns how this machine reaches registries, and nothing else of its user', () => {
  const variables = {
    PIP_INDEX_URL: 'https://mirror.example/simple',
    HTTPS_PROXY: 'http://proxy.example:3128',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/ca.pem',
    npm_config_local_prefix: '/work',
    GITHUB_TOKEN: 'secret',
    HOME: '/home/ada',
  };
  expect(packageManagerEnvironment({ variables, home: '/home/ada' })).toEqual({
    npm_config_userconfig: '/home/ada/.npmrc',
    PIP_INDEX_URL: variables.PIP_INDEX_URL,
    HTTPS_PROXY: variables.HTTPS_PROXY,
    NODE_EXTRA_CA_CERTS: variables.NODE_EXTRA_CA_CERTS,
  });
});
