import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import {
  AgentIcon,
  BellIcon,
  ChatIcon,
  DeployIcon,
  HistoryIcon,
  LoadIcon,
  MoreIcon,
  OverviewIcon,
  SpendingIcon,
} from '../ui/icons.tsx';

interface Place {
  readonly href: string;
  readonly text: string;
  readonly Icon: typeof OverviewIcon;
  /** Pages that belong here though their address does not say so. */
  readonly also?: readonly string[];
  /** Behind "More" where there is no room for all. */
  readonly isRest?: boolean;
}

const PLACES: readonly Place[] = [
  { href: '/', text: 'Overview', Icon: OverviewIcon },
  { href: '/deploy', text: 'Deploy', Icon: DeployIcon },
  { href: '/chat', text: 'Chat', Icon: ChatIcon, also: ['/chat-compare'] },
  { href: '/load-tests', text: 'Load tests', Icon: LoadIcon, also: ['/load-schedules', '/load-compare', '/capacity'] },
  { href: '/agent', text: 'Agent', Icon: AgentIcon, isRest: true },
  { href: '/history', text: 'History', Icon: HistoryIcon, also: ['/deployments', '/releases'], isRest: true },
  { href: '/alerts', text: 'Alerts', Icon: BellIcon, isRest: true },
  { href: '/spending', text: 'Spending', Icon: SpendingIcon, isRest: true },
];

/** The way to every page; on a narrow screen the rarer ones are behind a button. */
export function Navigation() {
  const { path } = useLocation();
  const [showsRest, setShowsRest] = useState(false);
  // Whoever went somewhere has found what they looked for.
  useEffect(() => setShowsRest(false), [path]);
  const isCurrent = ({ href, also = [] }: Place) => [href, ...also].some((place) => isAt(path, place));
  const isInRest = PLACES.some((place) => place.isRest && isCurrent(place));
  return (
    <nav
      class="nav"
      aria-label="Main"
      data-shows-rest={showsRest}
      onKeyDown={({ key }) => key === 'Escape' && setShowsRest(false)}
    >
      <ul id="places">
        {PLACES.map((place) => (
          <li key={place.href} class={place.isRest ? 'nav-rest' : undefined}>
            <a href={place.href} aria-current={isCurrent(place) ? 'page' : undefined}>
              <place.Icon />
              {place.text}
            </a>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="nav-more"
        data-current={isInRest}
        aria-expanded={showsRest}
        aria-controls="places"
        onClick={() => setShowsRest(!showsRest)}
      >
        <MoreIcon />
        More
      </button>
    </nav>
  );
}

function isAt(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}
