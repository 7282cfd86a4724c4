// The help page's words for permissions and lifetimes. Their names, which the list shows, are in permission-names.ts:
// the rest is for dialogs, which load on demand.
import type { Expiry, Permission } from '@/api/types'
import type { IconName } from '@/components/ui/icon'
import { permissionNames } from './permission-names'

interface PermissionWords {
  label: string
  can: string
  cannot: string
  icon: IconName
}

export const permissionWords: Record<Permission, PermissionWords> = {
  read: {
    label: permissionNames.read,
    can: 'View records.',
    cannot: 'Can never change anything, no matter what the request asks for.',
    icon: 'book',
  },
  write: {
    label: permissionNames.write,
    can: 'View and change records.',
    cannot: 'Cannot delete for good, restore, change owners or configure pipelines.',
    icon: 'key',
  },
  admin: {
    label: permissionNames.admin,
    can: 'All records your account can access.',
    cannot: 'Cannot see more than you can, and cannot manage API keys.',
    icon: 'shield',
  },
}

export const permissions = ['read', 'write', 'admin'] as const satisfies readonly Permission[]

export const expiryLabels: Record<Expiry, string> = {
  never: 'Never',
  '30d': '30 days',
  '90d': '90 days',
  '6m': '6 months',
  '1y': '1 year',
}

export const expiries = ['never', '30d', '90d', '6m', '1y'] as const satisfies readonly Expiry[]
