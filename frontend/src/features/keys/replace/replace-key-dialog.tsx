import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError } from '@/api/problem'
import type { Grace, Key, NewKey } from '@/api/types'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { formatDateTime } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { replaceKey } from '../issuing/issue-key'
import { type DialogControls, IssuingDialog } from '../issuing/issuing-dialog'
import { IssuingProblem } from '../issuing/issuing-problem'
import { LostResponse, START_OVER } from '../issuing/lost-response'
import { useIssuing } from '../issuing/use-issuing'
import { keysQuery } from '../model/keys-query'
import { expiresSoon } from '../model/triage'
import { graceEnd } from './grace'
import { type Blocker, ReplaceForm } from './replace-form'

interface ReplaceKeyDialogProps extends DialogControls {
  /** The key to replace, as it was when the dialog opened. */
  keyData: Key
  onCreateInstead: (preset: Partial<NewKey>) => void
}

export function ReplaceKeyDialog({ keyData, onCreateInstead, ...controls }: ReplaceKeyDialogProps) {
  const issuing = useIssuing()
  const { stage, error, runOnce, issue, refreshList } = issuing
  const [grace, setGrace] = useState<Grace>('24h')
  const checkedGrace = useRef<HTMLInputElement>(null)
  const now = useNow()
  // After the replacement, the list knows from the server when the old key stops.
  const keys = useQuery({ ...keysQuery, enabled: false }).data ?? []
  const currentKey = keys.find(({ id }) => id === keyData.id) ?? keyData

  const end = graceEnd(grace, now, keyData.expires_at)
  const stopsAt = currentKey.replaced_at === null ? null : currentKey.expires_at
  const oldKeyStops = stopsAt === null ? end?.date : new Date(stopsAt)
  const oldKeyNote = end && oldKeyStops ? `The old key works until ${formatDateTime(oldKeyStops)}.` : null
  const blocker = error instanceof ApiError ? (blockers[error.code] ?? null) : null

  const replace = () =>
    runOnce('form', async () => {
      try {
        await issue(['replace', keyData.id, grace], (idempotencyKey) =>
          replaceKey(keyData.id, grace, idempotencyKey),
        )
      } finally {
        refreshList()
      }
    })

  return (
    <IssuingDialog
      {...controls}
      issuing={issuing}
      titles={{
        form: `Replace “${keyData.name}”?`,
        reveal: `Replaced “${keyData.name}”`,
        lost: 'The key was replaced, but the response was lost',
      }}
      initialFocus={checkedGrace}
      describeProblem={(failure, waiting) =>
        blocker && failure instanceof ApiError ? (
          <ProblemNotice error={failure} title={blocker.title} currentState="Nothing changed." />
        ) : stage.at === 'lost' ? (
          <IssuingProblem
            error={failure}
            waiting={waiting}
            button={START_OVER}
            outcome="created"
            currentState={oldKeyNote ?? ''}
            eitherWay={oldKeyNote ?? ''}
          />
        ) : (
          <IssuingProblem
            error={failure}
            waiting={waiting}
            button="Replace key"
            outcome="replaced"
            currentState="The old key still works."
            eitherWay={end === null ? 'Until then, assume the old key still works.' : (oldKeyNote ?? '')}
          />
        )
      }
      form={(stageProps) => (
        <ReplaceForm
          {...stageProps}
          keyData={keyData}
          grace={grace}
          onGrace={setGrace}
          end={end}
          checkedRef={checkedGrace}
          expiresSoon={expiresSoon(keyData, now)}
          blocker={blocker?.kind ?? null}
          onReplace={replace}
          onCreateInstead={() => onCreateInstead({ name: keyData.name, permission: keyData.permission })}
        />
      )}
      lost={(key, stageProps) => (
        <LostResponse {...stageProps} keyData={key} onStartOver={() => issuing.startOver(key)}>
          <p>
            It replaced{' '}
            <code dir="ltr" translate="no" className="font-mono text-small">
              {keyData.prefix}…
            </code>
            . {oldKeyNote ?? 'The old key has stopped. Anything that used it fails until it has a new key.'}
          </p>
          <p>No one has the new key. Revoke it and create the same key again.</p>
        </LostResponse>
      )}
      revealNote={
        <p className="mt-2 text-small text-ink-2">
          {oldKeyNote
            ? `${oldKeyNote} Swap in this key before then.`
            : 'The old key has stopped. Anything that used it fails until it has this key.'}
        </p>
      }
    />
  )
}

const blockers: Record<string, { kind: Blocker; title: string }> = {
  already_replaced: { kind: 'replaced', title: 'This key has already been replaced' },
  already_revoked: { kind: 'inactive', title: 'This key has been revoked' },
  already_expired: { kind: 'inactive', title: 'This key has expired' },
}
