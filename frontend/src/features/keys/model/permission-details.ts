// The help page's descriptions of permissions, for dialogs, which load on demand. The list only needs the
// names, in permission-names.ts.
import type { Permission } from '@/api/types'
import type { IconName } from '@/components/ui/icon'
import { permissionNames } from './permission-names'

interface PermissionDetails {
  label: string
  can: string
  cannot: string
  icon: IconName
}

export const permissionDetails: Record<Permission, PermissionDetails> = {
  read: {
    label: permissionNames.read,
    can: 'View records.',
    cannot: 'Can never change anything, no matter what the request asks for.',
    icon: 'book',
  },
  write: {
    label: permissionNames.write,
    can: 'View and change records.',
    cannot: 'Cannot permanently delete or restore records, change owners or configure pipelines.',
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
