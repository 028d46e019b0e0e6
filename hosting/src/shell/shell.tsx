import type { ComponentChildren } from 'preact';
import { Logo } from '../ui/logo.tsx';
import { AccountPanel } from './account-panel.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import './shell.css';

export const MAIN_ID = 'main';

/** Navigation at the side, the page beside it; on a narrow screen above and below. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="shell">
      <a class="skip-link" href={`#${MAIN_ID}`}>
        Skip to the content
      </a>
      <header class="side">
        <a class="brand" href="/">
          <Logo />
          Proving Ground
        </a>
        <Navigation />
        <AccountPanel />
      </header>
      <main id={MAIN_ID} class="main" tabIndex={-1}>
        <OfflineBanner />
        {children}
      </main>
    </div>
  );
}
