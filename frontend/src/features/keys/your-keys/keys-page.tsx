import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { NotLoaded } from '@/components/ui/not-loaded'
import { Toast } from '@/components/ui/toast'
import { setQueryParam } from '@/lib/location'
import { useArrivalFocus } from '@/lib/use-arrival-focus'
import { useOnDemand } from '@/lib/use-on-demand'
import { useOnline } from '@/lib/use-online'
import { useTitle } from '@/lib/use-title'
import { useFollowedLink } from '../create/use-followed-link'
import { DetailsGate } from '../details/details-gate'
import { FoundKeyContext } from '../find/found-key'
import type { Found } from '../find/look-up'
import { ListBanners } from '../layout/list-banners'
import { ListSkeleton } from '../layout/list-skeleton'
import { PageHeader } from '../layout/page-header'
import { ActiveKeys } from '../list/active-keys'
import { RevokedKeys } from '../list/revoked-keys'
import { useKeySearch } from '../list/use-key-search'
import { keysQuery } from '../model/keys-query'

const loadCreateDialog = () => import('../create/create-key-dialog')
const loadAfterList = async () => (await import('./after-list')).afterList
const loadReplaceDialog = () => import('../replace/replace-key-dialog')
const loadRevokeDialog = () => import('../revoke/revoke-key-dialog')

type Dialog =
  | { kind: 'create'; open: boolean; initial?: Partial<NewKey>; link?: string; next?: Dialog }
  | { kind: 'replace'; key: Key; open: boolean; next?: Dialog }
  | { kind: 'revoke'; key: Key; open: boolean; revoked: boolean; next?: Dialog }

interface KeysPageProps {
  userId: string
  tabs: ReactNode
  /** Where admins look among everybody's keys. */
  workspacePath: string | null
  arrived: boolean
}

export function KeysPage({ userId, tabs, workspacePath, arrived }: KeysPageProps) {
  useTitle('API keys · Settings · SAMI OS')
  const list = useQuery(keysQuery)
  const online = useOnline()
  const createCode = useOnDemand(loadCreateDialog)
  const afterList = useOnDemand(loadAfterList)
  const replaceCode = useOnDemand(loadReplaceDialog)
  const revokeCode = useOnDemand(loadRevokeDialog)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [message, setMessage] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const opener = useRef<HTMLElement | null>(null)

  const codeOf = { create: createCode, replace: replaceCode, revoke: revokeCode }

  const keys = list.data
  const listIsThere = keys !== undefined
  const { preload: loadRest } = afterList
  useEffect(() => {
    if (listIsThere) loadRest()
  }, [listIsThere, loadRest])
  useArrivalFocus(heading, arrived && keys !== undefined)
  const active = useMemo(() => keys?.filter((key) => key.status !== 'revoked') ?? [], [keys])
  const revoked = useMemo(
    () =>
      (keys ?? [])
        .filter((key) => key.status === 'revoked')
        .sort((a, b) => Date.parse(b.revoked_at ?? '') - Date.parse(a.revoked_at ?? '')),
    [keys],
  )

  const search = useKeySearch(active, revoked)

  function openDialog(next: Dialog, from = document.activeElement) {
    opener.current = from instanceof HTMLElement ? from : null
    setMessage('')
    show(next)
  }

  function show(next: Dialog) {
    codeOf[next.kind].need()
    setDialog(next)
  }

  useFollowedLink(keys !== undefined, (link) =>
    openDialog({ kind: 'create', open: true, link }, heading.current),
  )

  const close = () => setDialog((current) => current && { ...current, open: false })
  const closed = () => (dialog?.next ? show(dialog.next) : setDialog(null))
  /** One dialog at a time: the next one opens when this one has gone. */
  const leadTo = (next: Dialog) => setDialog((current) => current && { ...current, open: false, next })
  const replace = (key: Key): Dialog => ({ kind: 'replace', key, open: true })

  // What was found stays marked as long as it is spoken of.
  const [found, setFound] = useState<{ id: string; words: string } | null>(null)
  function handleFound({ key, words }: Found) {
    setQueryParam('q', '')
    setMessage(words)
    setFound({ id: key.id, words })
  }

  const createButton = (
    <Button
      look="primary"
      disabled={!online}
      onPointerEnter={createCode.preload}
      onFocus={createCode.preload}
      onClick={() => openDialog({ kind: 'create', open: true })}
    >
      <Icon name="plus" className="-ms-0.5 size-4" />
      Create key
    </Button>
  )

  const CreateKeyDialog = createCode.code?.CreateKeyDialog
  const RevokeKeyDialog = revokeCode.code?.RevokeKeyDialog
  const ReplaceKeyDialog = replaceCode.code?.ReplaceKeyDialog
  const dialogFailed = dialog !== null && codeOf[dialog.kind].failed

  return (
    <>
      <PageHeader tabs={tabs} createButton={createButton} />
      <div className="space-y-3 empty:hidden [&:not(:empty)]:mb-5">
        <ListBanners
          online={online}
          error={list.error}
          readAt={list.dataUpdatedAt > 0 ? new Date(list.dataUpdatedAt) : null}
          retrying={list.isFetching}
          onRetry={() => list.refetch()}
          onSignedIn={() => list.refetch()}
        />
        {afterList.code && (
          <afterList.code.LeakNotices
            keys={revoked}
            disabled={!online}
            onCreate={(initial) => openDialog({ kind: 'create', open: true, initial })}
            fallbackFocus={heading}
          />
        )}
        {dialogFailed && <NotLoaded what="This dialog" />}
      </div>

      {keys !== undefined ? (
        <FoundKeyContext value={found && found.words === message ? found : null}>
          <ActiveKeys
            keys={active}
            search={search}
            revokedCount={revoked.length}
            createButton={createButton}
            findButton={
              afterList.code && (
                <afterList.code.Find keys={keys} workspacePath={workspacePath} onFound={handleFound} />
              )
            }
            headingRef={heading}
            revoke={{
              disabled: !online,
              onApproach: revokeCode.preload,
              onRevoke: (key) => openDialog({ kind: 'revoke', key, open: true, revoked: false }),
            }}
          />
          <RevokedKeys keys={revoked} search={search} userId={userId} />
          <DetailsGate
            keys={keys}
            userId={userId}
            fallbackFocus={heading}
            onUnknown={() => setMessage('The link leads to a key that is not one of yours.')}
            onCreateSmaller={(initial, from) => openDialog({ kind: 'create', open: true, initial }, from)}
            onReplace={(key, from) => openDialog(replace(key), from)}
            onRevoke={(key, from) => openDialog({ kind: 'revoke', key, open: true, revoked: false }, from)}
          />
        </FoundKeyContext>
      ) : (
        list.isPending && online && <ListSkeleton />
      )}

      {dialog?.kind === 'create' && CreateKeyDialog && (
        <CreateKeyDialog
          open={dialog.open}
          {...(dialog.initial && { initial: dialog.initial })}
          {...(dialog.link && { link: dialog.link })}
          onClose={close}
          onClosed={closed}
          returnFocus={opener}
        />
      )}
      {dialog?.kind === 'replace' && ReplaceKeyDialog && (
        <ReplaceKeyDialog
          keyData={dialog.key}
          open={dialog.open}
          onClose={close}
          onClosed={closed}
          onCreateInstead={(initial) => leadTo({ kind: 'create', open: true, initial })}
          returnFocus={opener}
        />
      )}
      {dialog?.kind === 'revoke' && RevokeKeyDialog && (
        <RevokeKeyDialog
          keyData={dialog.key}
          open={dialog.open}
          onClose={close}
          onClosed={closed}
          onReplace={(key) => leadTo(replace(key))}
          onRevoked={(key) => {
            setMessage(`Revoked “${key.name}”. It stopped working immediately.`)
            setDialog({ ...dialog, open: false, revoked: true })
          }}
          finalFocus={() => (dialog.revoked ? heading.current : opener.current)}
        />
      )}
      <Toast message={message} onDismiss={() => setMessage('')} />
    </>
  )
}
