// Signing in is not in the first load: most visits don't need it.
import { type ComponentProps, useEffect } from 'react'
import { LoadError } from '@/components/ui/load-error'
import type { SignInAgain } from '@/features/session/sign-in-again'
import { useLazyModule } from '@/lib/use-lazy-module'

const loadSignInAgain = () => import('@/features/session/sign-in-again')

export function LazySignInAgain(props: ComponentProps<typeof SignInAgain>) {
  const { code, failed, load } = useLazyModule(loadSignInAgain)
  useEffect(load, [load])
  if (code) return <code.SignInAgain {...props} />
  return failed && <LoadError what="Signing in" />
}

/**
 * From the first press or key on there may be content to lose: signing in again must then be at hand, even
 * if the server has since moved to a release without this page's files.
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
