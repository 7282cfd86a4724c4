// Sign-in is not part of the first load, because most visits don't need it.
import { type ComponentProps, useEffect } from 'react'
import { LoadError } from '@/components/ui/load-error'
import type { SignInAgain } from '@/features/session/sign-in-again'
import { useLazyModule } from '@/lib/use-lazy-module'

const loadSignInAgain = () => import('@/features/session/sign-in-again')

export function LazySignInAgain(props: ComponentProps<typeof SignInAgain>) {
  const { code, failed, load } = useLazyModule(loadSignInAgain)
  useEffect(load, [load])
  if (code) return <code.SignInAgain {...props} />
  return failed && <LoadError what="the sign-in form" />
}

/**
 * From the first click or key press there may be input to lose. So load the sign-in form early, in case a
 * later release on the server no longer has this page's files.
 */
export function usePreloadSignInAgain(): void {
  useEffect(() => {
    const preload = () => loadSignInAgain().catch(() => {})
    const controller = new AbortController()
    const options = { once: true, signal: controller.signal }
    window.addEventListener('pointerdown', preload, options)
    window.addEventListener('keydown', preload, options)
    return () => controller.abort()
  }, [])
}
