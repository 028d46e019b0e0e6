import { type Deployment, formatMs, formatPercent, type LoadTest, partText } from '@proving-ground/shared';
import { z } from 'zod';
import { listDeployments, listLoadTests, listWholeLoadTests } from '../api/records.ts';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { numberOf, validated } from '../command-line/option-values.ts';
import { textTable } from '../output/text-table.ts';

const limitRule = z.int().min(1).max(300).default(10);

export const historyCommand = defineCommand({
  name: 'history',
  usage: `history                   the newest deployments and load tests
    --limit N             how many of each (10)
    --parts               also load tests that are parts of a capacity search or of a load gate
`,
  operands: [],
  options: { limit: { type: 'string' }, parts: { type: 'boolean' } },
  read: ({ values }) => {
    const limit = validated(limitRule, numberOf(values.limit, '--limit'), '--limit');
    return async ({ api, output }) => {
      const [deployments, loadTests] = await Promise.all([
        listDeployments(api, { limit }),
        values.parts === true ? listLoadTests(api, { limit }) : listWholeLoadTests(api, { limit }),
      ]);
      output.result({
        text: `${deploymentsText(deployments)}\n${loadTestsText(loadTests)}`,
        document: { deployments, loadTests },
      });
      return EXIT.done;
    };
  },
});

function deploymentsText(deployments: readonly Deployment[]): string {
  if (deployments.length === 0) return 'No deployments yet.\n';
  const head = ['ID', 'Asked for', 'Kind', 'Status', 'Model', 'Region', 'By', 'Why it failed'];
  const rows = deployments.map(({ id, createdAt, kind, status, spec, requestedBy, failure }) => [
    id,
    minuteOf(createdAt),
    kind,
    status,
    spec.model,
    spec.region,
    requestedBy.email ?? requestedBy.uid,
    failure?.reason ?? '',
  ]);
  return textTable({ title: 'Deployments', head, rows }, head.length);
}

function loadTestsText(loadTests: readonly LoadTest[]): string {
  if (loadTests.length === 0) return 'No load tests yet.\n';
  const head = ['ID', 'Asked for', 'Status', 'Verdict', 'Agent', 'Note', 'Requests', 'Errors', '95 % ms'];
  const rows = loadTests.map(({ id, createdAt, status, headline, target, note, partOf }) => [
    id,
    minuteOf(createdAt),
    status,
    headline?.verdict ?? '–',
    target.agent.name,
    note || (partOf ? partText(partOf).text : ''),
    String(headline?.requests ?? '–'),
    headline ? formatPercent(headline.errorRate) : '–',
    formatMs(headline?.p95Ms),
  ]);
  return textTable({ title: 'Load tests', head, rows }, 6);
}

function minuteOf(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
