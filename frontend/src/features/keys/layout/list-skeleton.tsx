const widths = ['w-40', 'w-28', 'w-36']

/** A placeholder in the shape of the list while it loads. */
export function ListSkeleton({ what = 'your keys' }: { what?: string }) {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading {what}
      </p>
      <div aria-hidden="true" className="animate-breathe">
        <div className="flex min-h-8.5 items-center">
          <div className="h-4 w-24 rounded-tag bg-line" />
        </div>
        <div className="mt-2 divide-y divide-line overflow-hidden rounded-card border border-line bg-surface shadow-raise">
          <div className="h-[2.0625rem]" />
          {widths.map((width) => (
            <div key={width} className="flex h-[3.75rem] items-center gap-6 px-4">
              <div className="flex-1 space-y-2">
                <div className={`h-3.5 rounded-tag bg-line ${width}`} />
                <div className="h-2.5 w-24 rounded-tag bg-sunken" />
              </div>
              <div className="hidden h-4 w-20 rounded-tag bg-sunken sm:block" />
              <div className="hidden h-3.5 w-32 rounded-tag bg-sunken sm:block" />
              <div className="hidden h-3.5 w-24 rounded-tag bg-sunken md:block" />
              <div className="h-4 w-14 rounded-tag bg-sunken" />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
