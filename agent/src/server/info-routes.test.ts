import { expect } from 'vitest';
import { notAllowed, testRows } from '../testing/wire-contract.ts';

testRows([
  // ours: the service's own name beside the status
  {
    title: 'health',
    method: 'GET',
    path: '/health',
    status: 200,
    answer: { status: 'healthy', service: 'production-adk-agent' },
  },
  {
    title: 'ours: what the service is',
    method: 'GET',
    path: '/',
    status: 200,
    answer: {
      service: 'production-adk-agent',
      name: 'Gem',
      description: expect.stringContaining('zoo'),
      docs: '/docs',
      health: '/health',
    },
  },
  {
    title: 'version',
    method: 'GET',
    path: '/version',
    status: 200,
    answer: { version: '2.0.0', language: 'typescript', language_version: process.versions.node },
  },
  { title: 'list of apps', method: 'GET', path: '/list-apps', status: 200, answer: ['production_agent'] },
  ...['true', 'True', '1'].map((flag) => ({
    title: `list of apps in detail, asked with ${flag}`,
    method: 'GET',
    path: `/list-apps?detailed=${flag}`,
    status: 200,
    answer: {
      apps: [
        {
          name: 'production_agent',
          rootAgentName: 'production_agent',
          description: expect.stringContaining('zoo'),
          language: 'typescript',
          isComputerUse: false,
          agents: null,
        },
      ],
    },
  })),

  { title: 'a route that is not there', method: 'GET', path: '/nowhere', status: 404, answer: { detail: 'Not Found' } },
  notAllowed('POST', '/health', 'GET'),
  notAllowed('POST', '/list-apps', 'GET'),
]);
