import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { fieldDetail } from '@/api/problem'
import type { NewKey } from '@/api/types'
import { createKey } from '../issuing/issue-key'
import { IssuingDialog, type IssuingDialogControls } from '../issuing/issuing-dialog'
import { IssuingProblem } from '../issuing/issuing-problem'
import { LostAnswer, START_OVER } from '../issuing/lost-answer'
import { useIssuing } from '../issuing/use-issuing'
import { keysQuery } from '../model/keys-query'
import { CreateKeyForm } from './create-key-form'
import { freeName } from './free-name'
import { presetOf } from './preset-link'

// Least access, and a date: what is forgotten stops by itself, but not before the Zap has earned its keep.
const initialValues: NewKey = { name: '', permission: 'read', expires_in: '1y' }

interface CreateKeyDialogProps extends IssuingDialogControls {
  /** What it is to have in common with a key that is there; the rest starts as always. */
  initial?: Partial<NewKey>
  /** The query of the link that led here. */
  link?: string
}

export function CreateKeyDialog({ initial, link = '', ...controls }: CreateKeyDialogProps) {
  const issuing = useIssuing()
  const { stage, error, once, issue } = issuing
  const keys = useQuery({ ...keysQuery, enabled: false }).data ?? []
  const [preset] = useState(() => presetOf(link))
  const [values, setValues] = useState<NewKey>(() => ({
    ...initialValues,
    ...initial,
    ...(initial?.name && { name: freeName(initial.name, keys) }),
    ...preset,
  }))
  const nameField = useRef<HTMLInputElement>(null)

  const wanted = { ...values, name: values.name.trim() }
  const create = () =>
    once('form', () => issue(['create', wanted], (idempotencyKey) => createKey(wanted, idempotencyKey)))

  return (
    <IssuingDialog
      {...controls}
      issuing={issuing}
      titles={{
        form: 'Create key',
        reveal: `Created “${stage.at === 'reveal' ? stage.key.name : ''}”`,
        lost: 'The key was created, but its answer got lost',
      }}
      description={
        Object.keys(preset).length > 0 &&
        'Filled in by the link you followed. Check them before you create the key.'
      }
      initialFocus={nameField}
      describeProblem={(failure, waiting) =>
        fieldDetail(failure, '/name') === null && (
          <IssuingProblem
            error={failure}
            waiting={waiting}
            button={stage.at === 'lost' ? START_OVER : 'Create key'}
            done="created"
            stillTrue={stage.at === 'lost' ? '' : 'What you entered is kept.'}
          />
        )
      }
      form={(step) => (
        <CreateKeyForm
          {...step}
          values={values}
          onChange={setValues}
          onSubmit={create}
          error={error}
          nameRef={nameField}
        />
      )}
      lost={(key, step) => (
        <LostAnswer {...step} keyData={key} onStartOver={() => issuing.startOver(key)}>
          <p>Nobody has this key. Revoke it and create the same one again.</p>
        </LostAnswer>
      )}
    />
  )
}
