import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Refused } from '@/api/problem'
import type { Grace, Key, NewKey } from '@/api/types'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { formatMoment } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { replaceKey } from '../issuing/issue-key'
import { IssuingDialog, type IssuingDialogControls } from '../issuing/issuing-dialog'
import { IssuingProblem } from '../issuing/issuing-problem'
import { LostAnswer, START_OVER } from '../issuing/lost-answer'
import { useIssuing } from '../issuing/use-issuing'
import { keysQuery } from '../model/keys-query'
import { expiresSoon } from '../model/triage'
import { graceEnd } from './grace'
import { type Obstacle, ReplaceForm } from './replace-form'

interface ReplaceKeyDialogProps extends IssuingDialogControls {
  /** The key to replace, as it was when that was asked for. */
  keyData: Key
  onCreateInstead: (preset: Partial<NewKey>) => void
}

export function ReplaceKeyDialog({ keyData, onCreateInstead, ...controls }: ReplaceKeyDialogProps) {
  const issuing = useIssuing()
  const { stage, error, once, issue, refreshList } = issuing
  const [grace, setGrace] = useState<Grace>('24h')
  const checkedGrace = useRef<HTMLInputElement>(null)
  const now = useNow()
  // The list hears from the server when the old key really stops.
  const keys = useQuery({ ...keysQuery, enabled: false }).data ?? []
  const old = keys.find(({ id }) => id === keyData.id) ?? keyData

  const end = graceEnd(grace, now, keyData.expires_at)
  const stops = old.replaced_at !== null && old.expires_at !== null ? new Date(old.expires_at) : end?.moment
  const oldWorks = end && stops ? `The old key works until ${formatMoment(stops)}.` : null
  const obstacle = error instanceof Refused ? (obstacles[error.code] ?? null) : null

  const replace = () =>
    once('form', async () => {
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
        lost: 'The key was replaced, but the answer got lost',
      }}
      initialFocus={checkedGrace}
      describeProblem={(failure, waiting) =>
        obstacle && failure instanceof Refused ? (
          <ProblemNotice error={failure} title={obstacle.title} stillTrue="Nothing was changed." />
        ) : stage.at === 'lost' ? (
          <IssuingProblem
            error={failure}
            waiting={waiting}
            button={START_OVER}
            done="created"
            stillTrue={oldWorks ?? ''}
            eitherWay={oldWorks ?? ''}
          />
        ) : (
          <IssuingProblem
            error={failure}
            waiting={waiting}
            button="Replace key"
            done="replaced"
            stillTrue="The old key still works."
            eitherWay={end === null ? 'Until then, assume that the old key still works.' : (oldWorks ?? '')}
          />
        )
      }
      form={(step) => (
        <ReplaceForm
          {...step}
          keyData={keyData}
          grace={grace}
          onGrace={setGrace}
          end={end}
          checkedRef={checkedGrace}
          expiresSoon={expiresSoon(keyData, now)}
          impossible={obstacle?.kind ?? null}
          onReplace={replace}
          onCreateInstead={() => onCreateInstead({ name: keyData.name, permission: keyData.permission })}
        />
      )}
      lost={(key, step) => (
        <LostAnswer {...step} keyData={key} onStartOver={() => issuing.startOver(key)}>
          <p>
            It has taken the place of{' '}
            <code dir="ltr" translate="no" className="font-mono text-small">
              {keyData.prefix}…
            </code>
            . {oldWorks ?? 'The old key has stopped: what used it fails until it has a new one.'}
          </p>
          <p>Nobody has the new key. Revoke it and create the same one again.</p>
        </LostAnswer>
      )}
      revealNote={
        <p className="mt-2 text-small text-ink-2">
          {oldWorks
            ? `${oldWorks} Put this one in its place before then.`
            : 'The old key has stopped. What used it fails until it has this one.'}
        </p>
      }
    />
  )
}

const obstacles: Record<string, { kind: Obstacle; title: string }> = {
  already_replaced: { kind: 'replaced', title: 'This key has been replaced before' },
  already_revoked: { kind: 'dead', title: 'This key has been revoked' },
  already_expired: { kind: 'dead', title: 'This key has expired' },
}
