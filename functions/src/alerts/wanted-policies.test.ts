import { alertKind } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aWatchedPair } from '../testing/a-watched-pair.ts';
import type { AlertRules } from './alert-rules.ts';
import { wantedPolicies } from './wanted-policies.ts';

const RULES: AlertRules = { enabled: true, p95Seconds: 30, errorRate: 0.05, dailyUsd: 40 };

function wanted(part: { rules?: Partial<AlertRules>; pair?: Parameters<typeof aWatchedPair>[0] } = {}) {
  return wantedPolicies({
    pair: aWatchedPair(part.pair),
    rules: { ...RULES, ...part.rules },
    channels: ['projects/p/notificationChannels/1'],
    uptimeCheckId: 'check-1',
    consoleUrl: 'https://console.example.com',
  });
}

test('a pair has one policy of each kind', () => {
  expect(wanted().map(({ userLabels }) => userLabels['kind'])).toEqual(alertKind.options);
});

test('without a limit, or where the model server costs nothing, spending is not watched', () => {
  const hasSpending = (policies: ReturnType<typeof wanted>) =>
    policies.some(({ userLabels }) => userLabels['kind'] === 'spending');
  expect([
    hasSpending(wanted()),
    hasSpending(wanted({ rules: { dailyUsd: null } })),
    hasSpending(wanted({ pair: { backendUsdPerHour: 0 } })),
  ]).toEqual([true, false, false]);
});

describe('what Cloud Monitoring takes', () => {
  const policies = wanted({ pair: { agent: `a${'-long'.repeat(9)}`, backend: `b${'-long'.repeat(9)}` } });

  test('labels have at most 63 small letters, digits and dashes', () => {
    for (const { userLabels } of policies) {
      for (const [key, value] of Object.entries(userLabels)) {
        expect([key, value]).toEqual([
          expect.stringMatching(/^[a-z][a-z0-9_-]{0,62}$/),
          expect.stringMatching(/^[a-z0-9_-]{0,63}$/),
        ]);
      }
    }
  });

  test('each condition names one metric and one resource, and a duration of whole minutes', () => {
    for (const { conditionThreshold: condition } of policies.flatMap(({ conditions }) => conditions)) {
      expect(condition.filter.match(/metric\.type=/g)).toHaveLength(1);
      expect(condition.filter.match(/resource\.type=/g)).toHaveLength(1);
      const seconds = Number.parseInt(condition.duration, 10);
      expect(seconds % 60).toBe(0);
      // Refused with a duration of zero.
      if (condition.evaluationMissingData) expect(seconds).toBeGreaterThanOrEqual(60);
      expect(condition.filter.length).toBeLessThan(2_048);
    }
  });

  test('names and texts are not too long', () => {
    for (const { displayName, documentation } of policies) {
      expect(displayName.length).toBeLessThan(512);
      expect(documentation.content.length).toBeLessThan(8_192);
    }
  });
});

test('every alert says what happened, why it matters, what to do, and leads to the release', () => {
  for (const { documentation } of wanted()) {
    expect(documentation.content).toContain('**Why it matters:**');
    expect(documentation.content).toContain('**What to do:**');
    expect(documentation.content).toContain('https://console.example.com/deployments/d1');
  }
});

test('another content has another stamp, the same content the same', () => {
  const stamps = (policies: ReturnType<typeof wanted>) => policies.map(({ userLabels }) => userLabels['content']);
  expect(stamps(wanted())).toEqual(stamps(wanted()));
  const [before, after] = [stamps(wanted()), stamps(wanted({ rules: { p95Seconds: 31 } }))];
  expect(before.filter((stamp, index) => stamp !== after[index])).toHaveLength(1);
});
