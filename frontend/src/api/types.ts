// The panel's names for the schemas in `openapi/settings.json`.
import type { components } from './schema.gen'

type Schemas = components['schemas']

export type Key = Schemas['Key']
export type Permission = Key['permission']
export type NewKey = Schemas['NewKey']
export type Expiry = NewKey['expires_in']
export type Session = Schemas['SessionInfo']
export type DemoAccount = Schemas['DemoAccount']
export type WorkspaceKey = Schemas['WorkspaceKey']
export type Event = Schemas['Event']
export type Grace = Schemas['Grace']
