// If a session ends under an open form, the form must survive. Features show this component in place. The app
// provides it, so no feature depends on the session feature.
import { type ComponentType, createContext, useContext } from 'react'

export type SignInAgainComponent = ComponentType<{ onSignedIn: () => void }>

export const SignInAgainContext = createContext<SignInAgainComponent | null>(null)

export function useSignInAgain(): SignInAgainComponent {
  const component = useContext(SignInAgainContext)
  if (component === null) throw new Error('SignInAgainContext is missing above this component')
  return component
}
