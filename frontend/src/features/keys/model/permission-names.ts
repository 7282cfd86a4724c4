import type { Permission } from '@/api/types'

/** As the help page calls them. */
export const permissionNames: Record<Permission, string> = {
  read: 'Read only',
  write: 'Read & write',
  admin: 'Admin',
}
