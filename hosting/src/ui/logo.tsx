/** The mark: the profile of a range, and what rises over it. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="logo-plate" width="32" height="32" rx="8" />
      <path class="logo-range" d="M5 23.5h5.5l5-8.5 4 5.5 2.2-3 5.3 6" />
      <circle class="logo-rise" cx="21.5" cy="9.5" r="3" />
    </svg>
  );
}
