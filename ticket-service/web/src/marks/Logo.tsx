/** Three ways in, one thread. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" aria-hidden>
      <path d="M3 5c7 0 7 9 12 9M3 14h12M3 23c7 0 7-9 12-9h6" />
      <circle cx="23" cy="14" r="2.6" fill="currentColor" stroke="none" />
    </svg>
  );
}
