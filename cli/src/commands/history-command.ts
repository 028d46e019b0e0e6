import {
  type Deployment,
  formatMs,
  formatPercent,
  type LoadTest,
  partText,
  TIMELINE_AREAS,
  type TimelineEntry,
} from '@proving-ground/shared';
import { z } from 'zod';
import { listDeployments, listLoadTests, listTimeline, listWholeLoadTests } from '../api/records.ts';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { numberOf, oneOf, validated } from '../command-line/option-values.ts';
import { textTable } from '../output/text-table.ts';

const limitRule = z.int().min(1).max(300).default(10);
/** What has no table of its own records here. */
const OTHER_AREAS = TIMELINE_AREAS.filter((area) => area !== 'deployment' && area !== 'loadTest');

export const historyCommand = defineCommand({
  name: 'history',
  usage: `history                   the newest deployments and load tests, and what else happened: load gates, alerts, changes
    --limit N             how many of each (10)
    --area AREA           one time line of that alone: ${TIMELINE_AREAS.join(', ')}
    --search WORDS        one time line of what has all of these words: who, a service, a region, an id, failed…
    --parts               also load tests that are parts of a capacity search or of a load gate
`,
  operands: [],
  options: {
    limit: { type: 'string' },
    area: { type: 'string' },
    search: { type: 'string' },
    parts: { type: 'boolean' },
  },
  read: ({ values }) => {
    const limit = validated(limitRule, numberOf(values.limit, '--limit'), '--limit');
    const areas = values.area === undefined ? null : [oneOf(TIMELINE_AREAS, values.area, '--area')];
    const { search = '', parts = false } = values;
    if (areas || search.trim() !== '') {
      return async ({ api, output }) => {
        const entries = await listTimeline(api, { areas: areas ?? TIMELINE_AREAS, search, limit });
        output.result({ text: entriesText('History', entries) ?? 'Nothing found.\n', document: { entries } });
        return EXIT.done;
      };
    }
    return async ({ api, output }) => {
      const [deployments, loadTests, entries] = await Promise.all([
        listDeployments(api, { limit }),
        parts ? listLoadTests(api, { limit }) : listWholeLoadTests(api, { limit }),
        listTimeline(api, { areas: OTHER_AREAS, search: '', limit }),
      ]);
      const others = entriesText('What else happened', entries) ?? 'Nothing else happened yet.\n';
      output.result({
        text: `${deploymentsText(deployments)}\n${loadTestsText(loadTests)}\n${others}`,
        document: { deployments, loadTests, entries },
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

/** Null when there are none. */
function entriesText(title: string, entries: readonly TimelineEntry[]): string | null {
  if (entries.length === 0) return null;
  const head = ['Began', 'About', 'Status', 'What', 'By', 'What came of it'];
  const rows = entries.map(({ createdAt, area, status, title: what, actor, detail }) => [
    minuteOf(createdAt),
    area,
    status,
    what,
    actor ? (actor.email ?? actor.uid) : '–',
    detail,
  ]);
  return textTable({ title, head, rows }, head.length);
}

function minuteOf(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
