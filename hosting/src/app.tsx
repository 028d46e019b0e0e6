import { LocationProvider, Route, Router } from 'preact-iso';
import { PAGE_PATHS } from './page-paths.ts';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { PAGES } from './pages.ts';
import { SessionGate } from './session/session-gate.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { MAIN_ID, Shell } from './shell/shell.tsx';

/** Everything after the start: who may enter, and which page is shown. */
export function App() {
  return (
    <LocationProvider>
      <SessionGate>
        <Shell>
          <ErrorBoundary>
            <Router onRouteChange={focusContent}>
              {PAGE_PATHS.map((path) => (
                <Route key={path} path={path} component={PAGES[path]} />
              ))}
              <Route default component={NotFoundPage} />
            </Router>
          </ErrorBoundary>
        </Shell>
      </SessionGate>
    </LocationProvider>
  );
}

/** A link has replaced the page: those who use a screen reader or the keyboard go on from its beginning. */
function focusContent() {
  document.getElementById(MAIN_ID)?.focus({ preventScroll: true });
}
