import type { ComponentChildren } from 'preact';

/** Drawn on a 16-pixel grid with a 1.5-pixel line; always beside a text or inside a labelled button. */
function icon(children: ComponentChildren) {
  return function Icon({ class: className = '' }: { readonly class?: string }) {
    return (
      <svg class={`icon ${className}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {children}
      </svg>
    );
  };
}

export const OverviewIcon = icon(<path d="M2 9.5h3l2-6 2.5 9 1.8-5 .9 2H14" />);
export const DeployIcon = icon(<path d="M8 13.5V4m0 0L4.2 7.8M8 4l3.8 3.8M2.5 1.8h11" />);
export const ChatIcon = icon(<path d="M2.5 3.2h11v7.6H7.4L4.3 13.5v-2.7H2.5z" />);
export const AgentIcon = icon(
  <path d="M8 7.6a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4M2.800 13.800c.4-2.700 2.500-4.200 5.200-4.200s4.800 1.500 5.200 4.200" />,
);
export const MoreIcon = icon(<path d="M3.500 8v.1M8 8v.1m4.500-.1v.1" />);
export const LoadIcon = icon(<path d="M2.2 12.2a6 6 0 1 1 11.6 0M8 9.8l3-3.6M8 9.8v.1" />);
export const HistoryIcon = icon(<path d="M2.2 8a5.8 5.8 0 1 0 1.7-4.1L2 5.8M2 2.4v3.4h3.4M8 4.8V8l2.2 1.6" />);
export const SpendingIcon = icon(
  <path d="M8 1.8v12.4M11 4.4C10.4 3.5 9.3 3 8 3 6.300 3 5 3.900 5 5.400c0 3.400 6.200 1.700 6.200 5 0 1.600-1.400 2.600-3.200 2.600-1.600 0-2.800-.7-3.300-1.800" />,
);
export const BellIcon = icon(
  <path d="M3 11.500h10L11.600 9.700V7a3.600 3.600 0 0 0-7.200 0v2.700zM6.700 13.800h2.600" />,
);
export const CheckIcon = icon(<path d="m3 8.5 3.2 3.2L13 4.8" />);
export const CrossIcon = icon(<path d="m4 4 8 8m0-8-8 8" />);
export const AlertIcon = icon(<path d="M8 2 14.5 13.5h-13zM8 6.5v3.2m0 2v.1" />);
export const ClockIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 4.8V8l2.2 1.6" />
  </>,
);
export const MinusIcon = icon(<path d="M3.5 8h9" />);
export const PlusIcon = icon(<path d="M8 3.2v9.6M3.2 8h9.6" />);
export const StopIcon = icon(<rect x="4" y="4" width="8" height="8" rx="1" />);
export const SendIcon = icon(<path d="M8 13V3.2m0 0L4 7.2m4-4 4 4" />);
export const ArrowIcon = icon(<path d="M3 8h10m0 0L9 4m4 4-4 4" />);
export const CopyIcon = icon(<path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" />);
export const RetryIcon = icon(<path d="M13.8 8a5.8 5.8 0 1 1-1.7-4.1L14 5.8m0-3.4v3.4h-3.4" />);
export const SignOutIcon = icon(<path d="M6.5 2.8H2.8v10.4h3.7M7 8h6.5m0 0-2.7-2.7M13.5 8l-2.7 2.7" />);
export const OfflineIcon = icon(
  <path d="m2 2 12 12M4.6 9.2a5 5 0 0 1 2-1.2m3.5.3a5 5 0 0 1 1.3.9M2 6.4a8.6 8.6 0 0 1 2.2-1.6M7 3.9a8.6 8.6 0 0 1 7 2.5M8 12.4v.1" />,
);
export const EditIcon = icon(<path d="M10.500 3.500 12.500 5.500 5.800 12.200 3 13l.8-2.800zM9.300 4.700l2 2" />);
export const TrashIcon = icon(<path d="M3 4.500h10M6.500 4.500V2.800h3v1.700M4.500 4.500l.6 8.700h5.800l.6-8.700" />);
export const DownloadIcon = icon(<path d="M8 2.500v7.600m0 0L4.800 6.900M8 10.100l3.200-3.200M2.800 13.200h10.400" />);
export const ThumbUpIcon = icon(
  <path d="M5 13.200V7.200l2.800-4.900c1.100 0 1.700.9 1.500 2L9 6.300h3.300c.8 0 1.400.7 1.200 1.500l-1 4.200c-.2.700-.7 1.200-1.500 1.200zm0 0H2.500V7.200H5" />,
);
export const ThumbDownIcon = icon(
  <path d="M5 2.800v6l2.800 4.900c1.100 0 1.700-.9 1.500-2L9 9.700h3.300c.8 0 1.400-.7 1.200-1.500l-1-4.200c-.2-.7-.7-1.200-1.500-1.200zm0 0H2.500v6H5" />,
);
export const BackIcon = icon(<path d="m9.800 3.500-4.500 4.500 4.500 4.500" />);
export const ForwardIcon = icon(<path d="m6.200 3.500 4.500 4.500-4.500 4.500" />);
export const CapacityIcon = icon(
  <path d="M2 13.5h12M2.500 11C6 11 9.500 9.500 11 2.500M8.200 5.200l2.800-2.700 2 3.300" />,
);
export const RunningIcon = icon(<path d="M8 2.2A5.8 5.8 0 1 1 2.2 8" class="icon-spins" />);
