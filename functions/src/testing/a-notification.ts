import type { Notification } from '@proving-ground/shared';

export const A_NOTIFICATION: Notification = {
  id: 'n1',
  event: {
    kind: 'health-down',
    at: '2026-03-01T12:00:00.000Z',
    title: 'It is down',
    text: 'It does not answer.\nRoll <back>.',
    url: 'https://console.example.com/',
  },
  createdAt: '2026-03-01T12:00:00.000Z',
  emailCount: 0,
  webhook: { status: 'waiting', attempts: 0, lastError: null },
};
