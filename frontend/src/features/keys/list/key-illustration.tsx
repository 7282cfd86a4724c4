/** A key, masked after its prefix, on its way from the panel to a tool. */
export function KeyIllustration() {
  return (
    <svg viewBox="0 0 208 56" className="h-14 w-52 rtl:-scale-x-100" aria-hidden="true" fill="none">
      <rect x="1" y="13" width="112" height="30" rx="8" className="fill-surface stroke-line-strong" />
      <rect x="11" y="25" width="30" height="6" rx="3" className="fill-accent" />
      {[50, 60, 70, 80, 90, 100].map((x) => (
        <circle key={x} cx={x} cy="28" r="2.5" className="fill-line-control" />
      ))}
      <path
        d="M119 28h38m-6-5 6 5-6 5"
        className="stroke-accent"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeDasharray="3 4"
      />
      <rect x="164" y="7" width="43" height="42" rx="11" className="fill-accent-soft stroke-accent-line" />
      <path
        d="m178 28 5 5 10-11"
        className="stroke-accent-strong"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
