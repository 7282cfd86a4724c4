/** The wordmark. The S is one stroke that turns twice: a record moving through a pipeline. */
export function Logo() {
  return (
    <span dir="ltr" className="inline-flex items-center gap-2">
      <svg viewBox="0 0 32 32" className="size-6.5 shrink-0" aria-hidden="true">
        <rect width="32" height="32" rx="9" className="fill-accent" />
        <path
          d="M22 11.2c-1-1.9-3.1-3-5.9-3-3.6 0-6.1 1.6-6.1 4 0 5.3 12.3 2.2 12.3 7.6 0 2.5-2.6 4.2-6.3 4.2-3 0-5.2-1.2-6.2-3.2"
          className="fill-none stroke-canvas"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </svg>
      <span className="whitespace-nowrap text-body font-bold tracking-tight text-ink">
        SAMI<span className="ms-1 font-medium text-ink-3">OS</span>
      </span>
    </span>
  )
}
