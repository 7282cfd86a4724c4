import { type ReactNode, useEffect } from 'react'
import { useLazyModule } from '@/lib/use-lazy-module'

const loadIllustration = () => import('./key-illustration')

export function EmptyState({ createButton }: { createButton: ReactNode }) {
  const illustration = useLazyModule(loadIllustration)
  const { preload } = illustration
  useEffect(preload, [preload])
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <div className="h-14">{illustration.code && <illustration.code.KeyIllustration />}</div>
      <p className="mt-5 text-lead font-bold">Connect your first tool</p>
      <p className="mt-1 max-w-[42rem] text-balance text-ink-2">
        An API key lets Zapier or a script act as you in SAMI OS, with the access you choose.
        <br className="max-sm:hidden" />
        Copy it once, paste it into the tool, and revoke it here when you no longer need it.
      </p>
      <div className="mt-5">{createButton}</div>
    </div>
  )
}
