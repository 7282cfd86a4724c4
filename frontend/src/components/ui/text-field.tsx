import { type ComponentProps, useId } from 'react'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: string
  hint?: string
  error?: string | null
}

export function TextField({ label, hint, error, className = '', ...input }: TextFieldProps) {
  const id = useId()
  const described = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean).join(' ')
  return (
    <div className={className}>
      <label htmlFor={id} className="block text-small font-semibold text-ink">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className="mt-1.5 block h-9.5 w-full rounded-control border border-line-control bg-surface px-3 text-body text-ink shadow-raise transition-colors duration-100 placeholder:text-ink-3 read-only:bg-sunken hover:border-ink-3 focus-visible:outline-offset-0 aria-invalid:border-danger"
      />
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-small font-medium text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-small text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
