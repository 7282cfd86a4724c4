import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { fieldError } from '@/api/problem'
import type { NewKey } from '@/api/types'
import { createKey } from '../issuing/issue-key'
import { type DialogControls, IssuingDialog } from '../issuing/issuing-dialog'
import { IssuingProblem } from '../issuing/issuing-problem'
import { LostResponse, START_OVER } from '../issuing/lost-response'
import { useIssuing } from '../issuing/use-issuing'
import { keysQuery } from '../model/keys-query'
import { CreateKeyForm } from './create-key-form'
import { presetFromLink } from './preset-link'
import { uniqueName } from './unique-name'

// Least access, and an expiry: a forgotten key stops by itself, but not too soon for a Zap to be useful.
const initialValues: NewKey = { name: '', permission: 'read', expires_in: '1y' }

interface CreateKeyDialogProps extends DialogControls {
  /** Values to take from an existing key. The rest start with the defaults. */
  initial?: Partial<NewKey>
  /** The query string of the link that opened the form. */
  link?: string
}

export function CreateKeyDialog({ initial, link = '', ...controls }: CreateKeyDialogProps) {
  const issuing = useIssuing()
  const { stage, error, runOnce, issue } = issuing
  const keys = useQuery({ ...keysQuery, enabled: false }).data ?? []
  const [preset] = useState(() => presetFromLink(link))
  const [values, setValues] = useState<NewKey>(() => ({
    ...initialValues,
    ...initial,
    ...(initial?.name && { name: uniqueName(initial.name, keys) }),
    ...preset,
  }))
  const nameField = useRef<HTMLInputElement>(null)

  const payload = { ...values, name: values.name.trim() }
  const create = () =>
    runOnce('form', () => issue(['create', payload], (idempotencyKey) => createKey(payload, idempotencyKey)))

  return (
    <IssuingDialog
      {...controls}
      issuing={issuing}
      titles={{
        form: 'Create key',
        reveal: `Created “${stage.at === 'reveal' ? stage.key.name : ''}”`,
        lost: 'The key was created, but the response was lost',
      }}
      description={
        Object.keys(preset).length > 0 &&
        'The link you followed filled in this form. Check it before you create the key.'
      }
      initialFocus={nameField}
      describeProblem={(failure, waiting) =>
        fieldError(failure, '/name') === null && (
          <IssuingProblem
            error={failure}
            waiting={waiting}
            button={stage.at === 'lost' ? START_OVER : 'Create key'}
            outcome="created"
            currentState={stage.at === 'lost' ? '' : 'What you entered is kept.'}
          />
        )
      }
      form={(stageProps) => (
        <CreateKeyForm
          {...stageProps}
          values={values}
          onChange={setValues}
          onSubmit={create}
          error={error}
          nameRef={nameField}
        />
      )}
      lost={(key, stageProps) => (
        <LostResponse {...stageProps} keyData={key} onStartOver={() => issuing.startOver(key)}>
          <p>No one has this key. Revoke it and create the same key again.</p>
        </LostResponse>
      )}
    />
  )
}
