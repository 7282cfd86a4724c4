import type { ComponentProps } from 'react'

type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet'

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-action text-on-action shadow-raise hover:bg-action-hover',
  secondary:
    'border border-line-strong bg-surface text-ink shadow-raise hover:border-line-control hover:bg-hover',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-on-danger shadow-raise hover:bg-danger-hover',
  'danger-quiet': 'text-danger hover:bg-danger-soft',
}

interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: 'normal' | 'small'
  /** Waiting for a response. The button keeps its focus and name, but clicking it does nothing. */
  busy?: boolean
}

const baseClass =
  'inline-flex items-center justify-center gap-1.5 rounded-control font-semibold whitespace-nowrap select-none'

const sizes = { normal: 'h-9 px-3.5 text-body', small: 'h-7.5 px-2.5 text-small' }

export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: 'normal' | 'small' = 'normal',
): string {
  return `${baseClass} ${sizes[size]} ${variants[variant]}`
}

export function Button({
  variant = 'secondary',
  size = 'normal',
  busy = false,
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${buttonClass(variant, size)} disabled:pointer-events-none disabled:opacity-45 aria-busy:opacity-70 ${className}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  )
}
