import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { fieldError, isSessionRequired } from '@/api/problem'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { TextField } from '@/components/ui/text-field'
import { validateName } from '../model/name-rules'
import { useRenameKey } from './use-rename-key'

export interface RenameFormProps {
  keyData: Key
  disabled: boolean
  /** The session ended, and the user is signing in again next to this form. The input is kept. */
  signedOut: boolean
  onSessionEnded: () => void
  onRenamed: (name: string) => void
  onCancel: () => void
}

export function RenameForm(props: RenameFormProps) {
  const { keyData, disabled, signedOut, onSessionEnded, onRenamed, onCancel } = props
  const { rename, busy, error } = useRenameKey(keyData)
  const [name, setName] = useState(keyData.name)
  const [validationError, setValidationError] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const serverError = fieldError(error, '/name')

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  useEffect(() => {
    if (serverError !== null) field.current?.focus()
  }, [serverError])

  const interrupted = useRef(false)
  useEffect(() => {
    if (interrupted.current && !signedOut) field.current?.focus()
    interrupted.current = signedOut
  }, [signedOut])

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    const newName = name.trim()
    if (newName === keyData.name) {
      onCancel()
      return
    }
    const problem = validateName(name)
    setValidationError(problem)
    if (problem !== null) {
      field.current?.focus()
      return
    }
    const failure = await rename(newName)
    if (failure === null) onRenamed(newName)
    else if (isSessionRequired(failure)) onSessionEnded()
  }

  /** Esc keeps the old name. It must not close the dialog too. */
  function handleKey(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (!busy) onCancel()
  }

  return (
    <form noValidate onSubmit={handleSubmit} onKeyDown={handleKey} className="space-y-2.5">
      <TextField
        ref={field}
        label="New name"
        name="key-name"
        dir="auto"
        autoComplete="off"
        data-1p-ignore
        required
        value={name}
        error={validationError ?? serverError}
        onChange={(event) => {
          setName(event.target.value)
          setValidationError(null)
        }}
      />
      {error && serverError === null && !isSessionRequired(error) && (
        <ProblemNotice error={error} title="The key was not renamed" />
      )}
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" busy={busy} disabled={disabled || signedOut}>
          {busy ? 'Renaming key…' : 'Rename key'}
        </Button>
        <Button size="small" disabled={busy} onClick={onCancel}>
          Keep name
        </Button>
      </div>
    </form>
  )
}
