import type { ReactNode, RefObject } from 'react'

interface SegmentedControlProps<Value extends string> {
  legend: string
  name: string
  options: readonly Value[]
  labels: Record<Value, string>
  value: Value
  onChange: (value: Value) => void
  checkedRef?: RefObject<HTMLInputElement | null>
  /** Describes the result of the choice. Announced whenever it changes. */
  children: ReactNode
}

// On a phone, five options wrap to three and two, four options to two and two.
const layouts: Record<number, [grid: string, segment: string]> = {
  4: ['grid-cols-2 min-[420px]:grid-cols-4', ''],
  5: ['grid-cols-6 min-[420px]:grid-cols-5', 'col-span-2 nth-[n+4]:col-span-3 min-[420px]:col-span-1!'],
}

/** Native radio buttons, so arrow keys, form semantics and screen readers work as usual. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { legend, name, options, labels, value, onChange, checkedRef, children } = props
  const [grid, segment] = layouts[options.length] ?? ['', '']
  return (
    <fieldset>
      <legend className="text-small font-semibold">{legend}</legend>
      <div className={`mt-1.5 grid gap-1 rounded-control border border-line-strong bg-sunken p-1 ${grid}`}>
        {options.map((option) => (
          <label
            key={option}
            className={`rounded-[0.3125rem] border border-transparent px-2 py-1.5 text-center text-small font-medium whitespace-nowrap text-ink-2 transition-colors duration-100 hover:text-ink has-checked:border-line-control has-checked:bg-raised has-checked:font-semibold has-checked:text-ink has-checked:shadow-raise has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent forced-colors:has-checked:border-[Highlight] forced-colors:has-checked:underline ${segment}`}
          >
            <input
              ref={option === value ? checkedRef : undefined}
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
              className="sr-only"
            />
            {labels[option]}
          </label>
        ))}
      </div>
      <p role="status" className="mt-1.5 text-small text-ink-2 tabular">
        {children}
      </p>
    </fieldset>
  )
}
