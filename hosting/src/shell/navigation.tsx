import { useLocation } from 'preact-iso';
import { AgentIcon, ChatIcon, DeployIcon, HistoryIcon, LoadIcon, OverviewIcon, SpendingIcon } from '../ui/icons.tsx';

interface Place {
  readonly href: string;
  readonly text: string;
  readonly Icon: typeof OverviewIcon;
  /** Pages that belong here though their address does not say so. */
  readonly also?: readonly string[];
}

const PLACES: readonly Place[] = [
  { href: '/', text: 'Overview', Icon: OverviewIcon },
  { href: '/deploy', text: 'Deploy', Icon: DeployIcon },
  { href: '/chat', text: 'Chat', Icon: ChatIcon },
  { href: '/agent', text: 'Agent', Icon: AgentIcon },
  { href: '/load-tests', text: 'Load tests', Icon: LoadIcon, also: ['/load-schedules', '/load-compare'] },
  { href: '/history', text: 'History', Icon: HistoryIcon, also: ['/deployments'] },
  { href: '/spending', text: 'Spending', Icon: SpendingIcon },
];

export function Navigation() {
  const { path } = useLocation();
  return (
    <nav class="nav" aria-label="Main">
      <ul>
        {PLACES.map(({ href, text, Icon, also = [] }) => (
          <li key={href}>
            <a href={href} aria-current={[href, ...also].some((place) => isAt(path, place)) ? 'page' : undefined}>
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
