import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { LoadError } from '@/components/ui/load-error'
import { Toast } from '@/components/ui/toast'
import { setQueryParam } from '@/lib/location'
import { useDocumentTitle } from '@/lib/use-document-title'
import { useFocusOnNavigation } from '@/lib/use-focus-on-navigation'
import { useLazyModule } from '@/lib/use-lazy-module'
import { useOnline } from '@/lib/use-online'
import { usePresetLink } from '../create/use-preset-link'
import { LazyDetails } from '../details/lazy-details'
import { HighlightContext } from '../find/highlight'
import type { OwnKeyMatch } from '../find/look-up'
import { ListNotice } from '../layout/list-notice'
import { ListSkeleton } from '../layout/list-skeleton'
import { PageHeader } from '../layout/page-header'
import { ActiveKeys } from '../list/active-keys'
import { RevokedKeys } from '../list/revoked-keys'
import { useKeySearch } from '../list/use-key-search'
import { keysQuery } from '../model/keys-query'

const loadCreateDialog = () => import('../create/create-key-dialog')
const loadDeferred = async () => (await import('./deferred')).deferred
const loadReplaceDialog = () => import('../replace/replace-key-dialog')
const loadRevokeDialog = () => import('../revoke/revoke-key-dialog')

type Dialog =
  | { kind: 'create'; open: boolean; initial?: Partial<NewKey>; link?: string; next?: Dialog }
  | { kind: 'replace'; key: Key; open: boolean; next?: Dialog }
  | { kind: 'revoke'; key: Key; open: boolean; revoked: boolean; next?: Dialog }

interface KeysPageProps {
  userId: string
  tabs: ReactNode
  /** Where admins search everyone's keys. */
  workspacePath: string | null
  navigated: boolean
}

export function KeysPage({ userId, tabs, workspacePath, navigated }: KeysPageProps) {
  useDocumentTitle('API keys · Settings · SAMI OS')
  const list = useQuery(keysQuery)
  const online = useOnline()
  const createModule = useLazyModule(loadCreateDialog)
  const deferred = useLazyModule(loadDeferred)
  const replaceModule = useLazyModule(loadReplaceDialog)
  const revokeModule = useLazyModule(loadRevokeDialog)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [message, setMessage] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const opener = useRef<HTMLElement | null>(null)

  const dialogModules = { create: createModule, replace: replaceModule, revoke: revokeModule }

  const keys = list.data
  const listLoaded = keys !== undefined
  const { preload: preloadDeferred } = deferred
  useEffect(() => {
    if (listLoaded) preloadDeferred()
  }, [listLoaded, preloadDeferred])
  useFocusOnNavigation(heading, navigated && keys !== undefined)
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
    dialogModules[next.kind].load()
    setDialog(next)
  }

  usePresetLink(keys !== undefined, (link) =>
    openDialog({ kind: 'create', open: true, link }, heading.current),
  )

  const close = () => setDialog((current) => current && { ...current, open: false })
  const handleClosed = () => (dialog?.next ? show(dialog.next) : setDialog(null))
  /** One dialog at a time: the next one opens after this one has closed. */
  const switchTo = (next: Dialog) => setDialog((current) => current && { ...current, open: false, next })
  const replaceDialog = (key: Key): Dialog => ({ kind: 'replace', key, open: true })

  // The match stays highlighted while its message is shown.
  const [highlighted, setHighlighted] = useState<{ id: string; message: string } | null>(null)
  function handleFound({ key, message: found }: OwnKeyMatch) {
    setQueryParam('q', '')
    setMessage(found)
    setHighlighted({ id: key.id, message: found })
  }

  const createButton = (
    <Button
      variant="primary"
      disabled={!online}
      onPointerEnter={createModule.preload}
      onFocus={createModule.preload}
      onClick={() => openDialog({ kind: 'create', open: true })}
    >
      <Icon name="plus" className="-ms-0.5 size-4" />
      Create key
    </Button>
  )

  const CreateKeyDialog = createModule.code?.CreateKeyDialog
  const RevokeKeyDialog = revokeModule.code?.RevokeKeyDialog
  const ReplaceKeyDialog = replaceModule.code?.ReplaceKeyDialog
  const dialogFailed = dialog !== null && dialogModules[dialog.kind].failed

  return (
    <>
      <PageHeader tabs={tabs} createButton={createButton} />
      <div className="space-y-3 empty:hidden [&:not(:empty)]:mb-5">
        <ListNotice
          online={online}
          error={list.error}
          fetchedAt={list.dataUpdatedAt > 0 ? new Date(list.dataUpdatedAt) : null}
          retrying={list.isFetching}
          onRetry={() => list.refetch()}
          onSignedIn={() => list.refetch()}
        />
        {deferred.code && (
          <deferred.code.LeakNotices
            keys={revoked}
            disabled={!online}
            onCreate={(initial) => openDialog({ kind: 'create', open: true, initial })}
            fallbackFocus={heading}
          />
        )}
        {dialogFailed && <LoadError what="this dialog" />}
      </div>

      {keys !== undefined ? (
        <HighlightContext value={highlighted && highlighted.message === message ? highlighted : null}>
          <ActiveKeys
            keys={active}
            search={search}
            revokedCount={revoked.length}
            createButton={createButton}
            findButton={
              deferred.code && (
                <deferred.code.FindKey keys={keys} workspacePath={workspacePath} onFound={handleFound} />
              )
            }
            headingRef={heading}
            revoke={{
              disabled: !online,
              onPrefetch: revokeModule.preload,
              onRevoke: (key) => openDialog({ kind: 'revoke', key, open: true, revoked: false }),
            }}
          />
          <RevokedKeys keys={revoked} search={search} userId={userId} />
          <LazyDetails
            keys={keys}
            userId={userId}
            fallbackFocus={heading}
            onUnknown={() => setMessage('The link points to a key that isn’t yours.')}
            onCreateRightSized={(initial, from) => openDialog({ kind: 'create', open: true, initial }, from)}
            onReplace={(key, from) => openDialog(replaceDialog(key), from)}
            onRevoke={(key, from) => openDialog({ kind: 'revoke', key, open: true, revoked: false }, from)}
          />
        </HighlightContext>
      ) : (
        list.isPending && online && <ListSkeleton />
      )}

      {dialog?.kind === 'create' && CreateKeyDialog && (
        <CreateKeyDialog
          open={dialog.open}
          {...(dialog.initial && { initial: dialog.initial })}
          {...(dialog.link && { link: dialog.link })}
          onClose={close}
          onClosed={handleClosed}
          returnFocus={opener}
        />
      )}
      {dialog?.kind === 'replace' && ReplaceKeyDialog && (
        <ReplaceKeyDialog
          keyData={dialog.key}
          open={dialog.open}
          onClose={close}
          onClosed={handleClosed}
          onCreateInstead={(initial) => switchTo({ kind: 'create', open: true, initial })}
          returnFocus={opener}
        />
      )}
      {dialog?.kind === 'revoke' && RevokeKeyDialog && (
        <RevokeKeyDialog
          keyData={dialog.key}
          open={dialog.open}
          onClose={close}
          onClosed={handleClosed}
          onReplace={(key) => switchTo(replaceDialog(key))}
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
