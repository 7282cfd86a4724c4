import { useId } from 'react'
import type { Permission } from '@/api/types'
import { Icon } from '@/components/ui/icon'
import { permissionDetails, permissions } from '../model/permission-details'

interface PermissionCardsProps {
  value: Permission
  onChange: (permission: Permission) => void
}

/** Native radio buttons, so arrow keys, form semantics and screen readers work as usual. */
export function PermissionCards({ value, onChange }: PermissionCardsProps) {
  const id = useId()
  return (
    <fieldset>
      <legend className="text-small font-semibold">Permissions</legend>
      <p id={`${id}-hint`} className="mt-0.5 text-small text-ink-3">
        Start with the least access the integration needs.
      </p>
      <div className="mt-2 space-y-2">
        {permissions.map((permission) => {
          const { label, can, cannot } = permissionDetails[permission]
          const chosen = permission === value
          const risky = chosen && permission === 'admin'
          const look = risky
            ? 'border-warn bg-warn-soft'
            : chosen
              ? 'border-accent bg-accent-soft'
              : 'border-line-strong bg-surface hover:border-line-control hover:bg-hover'
          return (
            <label
              key={permission}
              className={`flex gap-3 rounded-control border px-3 py-2.5 transition-colors duration-100 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${look}`}
            >
              <input
                type="radio"
                name="permission"
                value={permission}
                checked={chosen}
                onChange={() => onChange(permission)}
                aria-labelledby={`${id}-${permission}`}
                aria-describedby={`${id}-${permission}-words`}
                className={`mt-0.5 size-4 shrink-0 outline-none ${risky ? 'accent-warn' : 'accent-accent'}`}
              />
              <span className="min-w-0 flex-1 text-small">
                <span id={`${id}-${permission}`} className="font-semibold text-ink">
                  {label}
                </span>
                <span id={`${id}-${permission}-words`}>
                  <span className="ms-2 text-ink-2">{can}</span>
                  <span className="mt-0.5 block text-ink-3">{cannot}</span>
                  {risky && (
                    <span className="mt-1.5 flex gap-1.5 font-medium text-warn">
                      <Icon name="alert" className="mt-px size-4" />
                      Can permanently delete records as you. Choose Admin only if the tool needs it.
                    </span>
                  )}
                </span>
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
