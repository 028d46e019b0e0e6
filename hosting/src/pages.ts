import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import type { PagePath } from './page-paths.ts';

/** Every page by its address, each loaded when somebody goes there. */
export const PAGES: Readonly<Record<PagePath, ComponentType>> = {
  '/': lazy(() => import('./pages/overview/overview-page.tsx').then((page) => page.OverviewPage)),
  '/deploy': lazy(() => import('./pages/deploy/deploy-page.tsx').then((page) => page.DeployPage)),
  '/deployments': lazy(() => import('./pages/deployments/deployments-page.tsx').then((page) => page.DeploymentsPage)),
  '/deployments/:id': lazy(() => import('./pages/deployment/deployment-page.tsx').then((page) => page.DeploymentPage)),
  '/releases/:id': lazy(() => import('./pages/release/release-page.tsx').then((page) => page.ReleasePage)),
  '/history': lazy(() => import('./pages/history/history-page.tsx').then((page) => page.HistoryPage)),
  '/agent': lazy(() => import('./pages/agent/agent-page.tsx').then((page) => page.AgentPage)),
  '/alerts': lazy(() => import('./pages/alerts/alerts-page.tsx').then((page) => page.AlertsPage)),
  '/spending': lazy(() => import('./pages/spending/spending-page.tsx').then((page) => page.SpendingPage)),
  '/chat/:id?': lazy(() => import('./pages/chat/chat-page.tsx').then((page) => page.ChatPage)),
  '/chat-compare': lazy(() =>
    import('./pages/chat-compare/chat-compare-page.tsx').then((page) => page.ChatComparePage),
  ),
  '/load-tests': lazy(() => import('./pages/load-tests/load-tests-page.tsx').then((page) => page.LoadTestsPage)),
  '/load-tests/new': lazy(() =>
    import('./pages/load-tests/new-load-test-page.tsx').then((page) => page.NewLoadTestPage),
  ),
  '/load-tests/:id': lazy(() => import('./pages/load-test/load-test-page.tsx').then((page) => page.LoadTestPage)),
  '/load-compare': lazy(() =>
    import('./pages/load-compare/load-compare-page.tsx').then((page) => page.LoadComparePage),
  ),
  '/load-schedules': lazy(() =>
    import('./pages/load-schedules/load-schedules-page.tsx').then((page) => page.LoadSchedulesPage),
  ),
  '/capacity': lazy(() => import('./pages/capacity/capacity-page.tsx').then((page) => page.CapacityPage)),
  '/capacity/new': lazy(() => import('./pages/capacity/new-capacity-page.tsx').then((page) => page.NewCapacityPage)),
  '/capacity/:id': lazy(() =>
    import('./pages/capacity/capacity-search-page.tsx').then((page) => page.CapacitySearchPage),
  ),
};
