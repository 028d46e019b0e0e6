import { useLocation } from 'preact-iso';
import { ChatIcon, DeployIcon, HistoryIcon, OverviewIcon } from '../ui/icons.tsx';

const PLACES = [
  { href: '/', text: 'Overview', Icon: OverviewIcon },
  { href: '/deploy', text: 'Deploy', Icon: DeployIcon },
  { href: '/chat', text: 'Chat', Icon: ChatIcon },
  { href: '/deployments', text: 'Deployments', Icon: HistoryIcon },
] as const;

export function Navigation() {
  const { path } = useLocation();
  return (
    <nav class="nav" aria-label="Main">
      <ul>
        {PLACES.map(({ href, text, Icon }) => (
          <li key={href}>
            <a href={href} aria-current={isAt(path, href) ? 'page' : undefined}>
              <Icon />
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function isAt(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}
