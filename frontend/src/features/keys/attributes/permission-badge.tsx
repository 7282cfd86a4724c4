import type { Permission } from '@/api/types'
import { Badge, type Tone } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { permissionNames } from '../model/permission-names'

const permissionTones: Record<Permission, Tone> = { read: 'neutral', write: 'accent', admin: 'strong' }

export function PermissionBadge({ permission }: { permission: Permission }) {
  return (
    <Badge tone={permissionTones[permission]}>
      {permission === 'admin' && <Icon name="shield" className="-ms-0.5 size-3" />}
      {permissionNames[permission]}
    </Badge>
  )
}
