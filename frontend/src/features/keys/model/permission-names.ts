import type { Permission } from '@/api/types'

/** The help page's names. */
export const permissionNames: Record<Permission, string> = {
  read: 'Read only',
  write: 'Read & write',
  admin: 'Admin',
}
