import type { IntegrationView, PasswordLink, SaveResult } from '@cuemark/contract'
import { visit, type Visitor } from './visitor.ts'

/** The administrator's way to the API, past the pages: for preparing what a test is not about. */
export interface Administrator extends Visitor {
  readonly name: string
  readonly password: string
  connect(
    service: string,
    settings: Readonly<Record<string, string>>,
    saveUntested?: boolean,
  ): Promise<IntegrationView>
  /** Tests the saved settings, as a failing or good call that counts. Gives what was answered. */
  test(id: string): Promise<string>
}

/** Somebody of the house who is no administrator. */
export interface Member extends Visitor {
  readonly id: string
  readonly name: string
  readonly password: string
}

const name = 'owner'
const password = 'a projector needs a dark room'

/** Makes the first administrator of a fresh Cuemark. */
export async function makeAdministrator(url: string): Promise<Administrator> {
  const visitor = await visit(url)
  await visitor.enter('/setup', { name, password })
  return {
    ...visitor,
    name,
    password,
    async connect(service, settings, saveUntested = false) {
      const { integration } = await visitor.call<SaveResult>('POST', '/integrations', {
        service,
        settings,
        saveUntested,
      })
      return integration
    },
    test: (id) => visitor.read('POST', `/integrations/${id}/test`),
  }
}

/** Adds a person, who sets a password by the link and is signed in. */
export async function addMember(
  url: string,
  administrator: Administrator,
  memberName: string,
): Promise<Member> {
  const link = await administrator.call<PasswordLink>('POST', '/people', { name: memberName })
  const visitor = await visit(url)
  const token = link.path.split('#')[1] ?? ''
  await visitor.enter('/password-link/use', { token, password })
  return { ...visitor, id: link.person.id, name: memberName, password }
}
