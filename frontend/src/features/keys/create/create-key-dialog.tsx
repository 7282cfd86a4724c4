import { useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { revokeKey } from '../keys-query'
import { createKey } from './create-key'
import { CreateKeyForm, fieldDetail } from './create-key-form'
import { IssuingDialog, type IssuingDialogControls } from './issuing-dialog'
import { IssuingProblem } from './issuing-problem'
import { LostAnswer } from './lost-answer'
import { useIssuing } from './use-issuing'

// Least access, and a date: what is forgotten stops by itself, but not before the Zap has earned its keep.
const initialValues: NewKey = { name: '', permission: 'read', expires_in: '1y' }

export function CreateKeyDialog(controls: IssuingDialogControls) {
  const issuing = useIssuing()
  const { stage, error, once, issue } = issuing
  const [values, setValues] = useState(initialValues)
  const nameField = useRef<HTMLInputElement>(null)

  const create = (wanted: NewKey) =>
    issue(['create', wanted], (idempotencyKey) => createKey(wanted, idempotencyKey))

  /** Revokes the key nobody has and makes it anew. */
  const startOver = (lost: Key) =>
    once('lost', async () => {
      issuing.putInList(await revokeKey(lost.id))
      issuing.backToForm()
      await create({ ...values, name: lost.name })
    })

  return (
    <IssuingDialog
      {...controls}
      issuing={issuing}
      titles={{
        form: 'Create key',
        reveal: `Created “${stage.at === 'reveal' ? stage.key.name : ''}”`,
        lost: 'The key was created, but its answer got lost',
      }}
      initialFocus={nameField}
      describeProblem={(failure, waiting) =>
        fieldDetail(failure, '/name') === null && (
          <IssuingProblem
            error={failure}
            waiting={waiting}
            button="Create key"
            done="created"
            stillTrue="What you entered is kept."
          />
        )
      }
      form={(step) => (
        <CreateKeyForm
          {...step}
          values={values}
          onChange={setValues}
          onSubmit={() => once('form', () => create({ ...values, name: values.name.trim() }))}
          error={error}
          nameRef={nameField}
        />
      )}
      lost={(key, step) => (
        <LostAnswer {...step} keyData={key} onStartOver={() => startOver(key)}>
          <p>Nobody has this key. Revoke it and create the same one again.</p>
        </LostAnswer>
      )}
    />
  )
}
