import { type FormEvent, type RefObject, useEffect, useState } from 'react'
import { fieldError } from '@/api/problem'
import type { NewKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { ModalBody, ModalFooter } from '@/components/ui/modal'
import { TextField } from '@/components/ui/text-field'
import type { StageProps } from '../issuing/issuing-dialog'
import { validateName } from '../model/name-rules'
import { ExpiryField } from './expiry-field'
import { PermissionCards } from './permission-cards'

interface CreateKeyFormProps extends StageProps {
  values: NewKey
  onChange: (values: NewKey) => void
  onSubmit: () => void
  error: Error | null
  nameRef: RefObject<HTMLInputElement | null>
}

export function CreateKeyForm(props: CreateKeyFormProps) {
  const { values, onChange, onSubmit, onCancel, error, busy, blockedReason, problem, nameRef, submitRef } =
    props
  const [nameError, setNameError] = useState<string | null>(null)

  const serverNameError = fieldError(error, '/name')
  const shownNameError = nameError ?? serverNameError

  useEffect(() => {
    if (serverNameError !== null) nameRef.current?.focus()
  }, [serverNameError, nameRef])

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    const validationError = validateName(values.name)
    setNameError(validationError)
    if (validationError === null) onSubmit()
    else nameRef.current?.focus()
  }

  return (
    <>
      <ModalBody>
        <form id="create-key" noValidate onSubmit={handleSubmit} className="space-y-5">
          <TextField
            ref={nameRef}
            label="Name"
            name="key-name"
            dir="auto"
            placeholder="Zapier Integration"
            hint="Just for you. It helps you tell keys apart when it’s time to revoke one."
            autoComplete="off"
            data-1p-ignore
            required
            value={values.name}
            error={shownNameError}
            onChange={(event) => {
              onChange({ ...values, name: event.target.value })
              setNameError(null)
            }}
          />
          <PermissionCards
            value={values.permission}
            onChange={(permission) => onChange({ ...values, permission })}
          />
          <ExpiryField
            value={values.expires_in}
            onChange={(expires_in) => onChange({ ...values, expires_in })}
          />
        </form>
        {problem}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onCancel} disabled={busy}>
          Cancel
        </Button>
        <Button
          ref={submitRef}
          type="submit"
          form="create-key"
          variant="primary"
          className="tabular"
          busy={busy}
          disabled={blockedReason !== null}
        >
          {blockedReason ?? (busy ? 'Creating key…' : 'Create key')}
        </Button>
      </ModalFooter>
    </>
  )
}
