import {
  type Deployment,
  type GpuPrices,
  type LiveService,
  type LoadTest,
  liveCostUsdPerHour,
} from '@proving-ground/shared';
import { listDeployments, listLoadTests, listServices, readGpuPrices } from '../api/records.ts';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { textTable } from '../output/text-table.ts';

export const statusCommand = defineCommand({
  name: 'status',
  usage: `status                    what is live, and what is at work
`,
  operands: [],
  options: {},
  read:
    () =>
    async ({ api, output }) => {
      const [services, deployments, loadTests, prices] = await Promise.all([
        listServices(api),
        listDeployments(api, { where: { field: 'status', in: ['running'] } }),
        listLoadTests(api, { where: { field: 'status', in: ['starting', 'running'] } }),
        readGpuPrices(api),
      ]);
      output.result({
        text: `${liveText(services, prices)}\n${atWorkText(deployments, loadTests)}`,
        document: { services, deployments, loadTests },
      });
      return EXIT.done;
    },
});

function liveText(services: readonly LiveService[], prices: GpuPrices): string {
  const rows = services.flatMap(({ name, region, current }) =>
    current
      ? [
          [
            name,
            region,
            current.model,
            current.deploymentId,
            current.url,
            liveCostUsdPerHour(current, prices)?.toFixed(2) ?? 'unknown',
          ],
        ]
      : [],
  );
  if (rows.length === 0) return 'Nothing is live.\n';
  const head = ['Service', 'Region', 'Model', 'Deployment', 'URL', 'USD/h while busy'];
  return textTable({ title: 'Live', head, rows }, head.length - 1);
}

function atWorkText(deployments: readonly Deployment[], loadTests: readonly LoadTest[]): string {
  const lines = [
    ...deployments.map(({ id, kind, spec, createdAt, gate }) => {
      const atGate = gate?.status === 'running' ? `; load gate: ${gate.reason}` : '';
      return `${kind} ${id} in ${spec.region}, since ${createdAt}${atGate}`;
    }),
    ...loadTests.map(({ id, target, createdAt }) => `load test ${id} of ${target.agent.name}, since ${createdAt}`),
  ];
  return lines.length === 0 ? 'Nothing is at work.\n' : `At work\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
