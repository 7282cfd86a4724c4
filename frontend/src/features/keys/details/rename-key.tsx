import { useEffect, useRef, useState } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { DescriptionItem } from '@/components/ui/description-item'
import { RenameForm, type RenameFormProps } from './rename-form'

interface RenameKeyProps extends Omit<RenameFormProps, 'onRenamed' | 'onCancel'> {
  keyData: Key
  /** Announces a message to screen readers. */
  onAnnounce: (message: string) => void
}

/** The key's name, with a button to rename it. Names are for people: renaming doesn't affect integrations. */
export function RenameKey({ onAnnounce, ...form }: RenameKeyProps) {
  const { keyData, disabled } = form
  const [editing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const returning = useRef(false)

  useEffect(() => {
    if (editing || !returning.current) return
    returning.current = false
    button.current?.focus()
  }, [editing])

  function leave(message: string) {
    returning.current = true
    onAnnounce(message)
    setEditing(false)
  }

  if (editing) {
    return (
      <div className="col-span-2 pb-2">
        <dt className="sr-only">Name</dt>
        <dd>
          <RenameForm
            {...form}
            onRenamed={(name) => leave(`Renamed to “${name}”.`)}
            onCancel={() => leave('')}
          />
        </dd>
      </div>
    )
  }
  return (
    <DescriptionItem label="Name">
      <span className="flex items-start justify-between gap-3">
        <bdi className="min-w-0 [overflow-wrap:anywhere]">{keyData.name}</bdi>
        {keyData.status !== 'revoked' && (
          <Button
            ref={button}
            size="small"
            variant="quiet"
            className="-my-1.5 -me-2"
            disabled={disabled}
            onClick={() => setEditing(true)}
          >
            Rename key
          </Button>
        )}
      </span>
    </DescriptionItem>
  )
}
