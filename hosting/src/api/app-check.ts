import type { FirebaseApp } from 'firebase/app';

/**
 * Proves to the functions that calls come from this page; its library is loaded only where a project has set it up.
 * @see https://firebase.google.com/docs/app-check/web/recaptcha-enterprise-provider
 */
export async function startAppCheck(app: FirebaseApp, siteKey: string): Promise<void> {
  const { initializeAppCheck, ReCaptchaEnterpriseProvider } = await import('firebase/app-check');
  initializeAppCheck(app, { provider: new ReCaptchaEnterpriseProvider(siteKey), isTokenAutoRefreshEnabled: true });
}
