import { LocationProvider, lazy, Route, Router } from 'preact-iso';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { MAIN_ID, Shell } from './shell/shell.tsx';

const OverviewPage = lazy(() => import('./pages/overview/overview-page.tsx').then((page) => page.OverviewPage));
const DeployPage = lazy(() => import('./pages/deploy/deploy-page.tsx').then((page) => page.DeployPage));
const DeploymentPage = lazy(() => import('./pages/deployment/deployment-page.tsx').then((page) => page.DeploymentPage));
const DeploymentsPage = lazy(() =>
  import('./pages/deployments/deployments-page.tsx').then((page) => page.DeploymentsPage),
);
const HistoryPage = lazy(() => import('./pages/history/history-page.tsx').then((page) => page.HistoryPage));
const ReleasePage = lazy(() => import('./pages/release/release-page.tsx').then((page) => page.ReleasePage));
const SpendingPage = lazy(() => import('./pages/spending/spending-page.tsx').then((page) => page.SpendingPage));
const AgentPage = lazy(() => import('./pages/agent/agent-page.tsx').then((page) => page.AgentPage));
const AlertsPage = lazy(() => import('./pages/alerts/alerts-page.tsx').then((page) => page.AlertsPage));
const ChatPage = lazy(() => import('./pages/chat/chat-page.tsx').then((page) => page.ChatPage));
const ChatComparePage = lazy(() =>
  import('./pages/chat-compare/chat-compare-page.tsx').then((page) => page.ChatComparePage),
);
const LoadTestsPage = lazy(() => import('./pages/load-tests/load-tests-page.tsx').then((page) => page.LoadTestsPage));
const NewLoadTestPage = lazy(() =>
  import('./pages/load-tests/new-load-test-page.tsx').then((page) => page.NewLoadTestPage),
);
const LoadTestPage = lazy(() => import('./pages/load-test/load-test-page.tsx').then((page) => page.LoadTestPage));
const LoadComparePage = lazy(() =>
  import('./pages/load-compare/load-compare-page.tsx').then((page) => page.LoadComparePage),
);
const CapacityPage = lazy(() => import('./pages/capacity/capacity-page.tsx').then((page) => page.CapacityPage));
const NewCapacityPage = lazy(() =>
  import('./pages/capacity/new-capacity-page.tsx').then((page) => page.NewCapacityPage),
);
const CapacitySearchPage = lazy(() =>
  import('./pages/capacity/capacity-search-page.tsx').then((page) => page.CapacitySearchPage),
);
const LoadSchedulesPage = lazy(() =>
  import('./pages/load-schedules/load-schedules-page.tsx').then((page) => page.LoadSchedulesPage),
);

/** Everything after the start: who may enter, and which page is shown. */
export function App() {
  return (
    <LocationProvider>
      <SessionGate>
        <Shell>
          <Pages />
        </Shell>
      </SessionGate>
    </LocationProvider>
  );
}

function Pages() {
  return (
    <ErrorBoundary>
      <Router onRouteChange={focusContent}>
        <Route path="/" component={OverviewPage} />
        <Route path="/deploy" component={DeployPage} />
        <Route path="/deployments" component={DeploymentsPage} />
        <Route path="/deployments/:id" component={DeploymentPage} />
        <Route path="/history" component={HistoryPage} />
        <Route path="/releases/:id" component={ReleasePage} />
        <Route path="/spending" component={SpendingPage} />
        <Route path="/agent" component={AgentPage} />
        <Route path="/alerts" component={AlertsPage} />
        <Route path="/chat/:id?" component={ChatPage} />
        <Route path="/chat-compare" component={ChatComparePage} />
        <Route path="/load-tests" component={LoadTestsPage} />
        <Route path="/load-tests/new" component={NewLoadTestPage} />
        <Route path="/load-tests/:id" component={LoadTestPage} />
        <Route path="/load-compare" component={LoadComparePage} />
        <Route path="/capacity" component={CapacityPage} />
        <Route path="/capacity/new" component={NewCapacityPage} />
        <Route path="/capacity/:id" component={CapacitySearchPage} />
        <Route path="/load-schedules" component={LoadSchedulesPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
}

/** A link has replaced the page: those who use a screen reader or the keyboard go on from its beginning. */
function focusContent() {
  document.getElementById(MAIN_ID)?.focus({ preventScroll: true });
}
