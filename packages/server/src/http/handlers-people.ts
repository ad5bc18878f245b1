import type { SessionView } from '@cuemark/contract'
import type { FastifyReply } from 'fastify'
import type { UserRow } from '../app/ports.ts'
import type { Directory } from '../people/directory.ts'
import type { People } from '../people/people.ts'
import { csrfTokenFor } from '../people/tokens.ts'
import { csrfTokenOf, farewell, originOf, welcome } from './callers.ts'
import type { Handlers } from './handler.ts'
import { isLocal } from './hosts.ts'

const personOf = ({ id, name, role }: UserRow) => ({ id, name, role })

type SignedIn = (reply: FastifyReply, made: { user: UserRow; token: string }) => SessionView

const signedInWith =
  (liveId: () => string): SignedIn =>
  (reply, made) => {
    welcome(reply, made.token)
    return {
      state: 'signed_in',
      codeNeeded: false,
      person: personOf(made.user),
      csrfToken: csrfTokenFor(made.token),
      liveId: liveId(),
    }
  }

type SessionHandlers = Pick<
  Handlers,
  'session' | 'setUp' | 'signIn' | 'signOut' | 'listSessions' | 'endSession' | 'changePassword'
>

export function sessionHandlers(people: People, liveId: () => string): SessionHandlers {
  const signedIn = signedInWith(liveId)
  return {
    session: async ({ caller, signed, request, reply }) => {
      const due = signed === null && (await people.setupNeeded())
      const out = due ? 'setup_needed' : 'signed_out'
      return {
        state: signed === null ? out : 'signed_in',
        codeNeeded: due && !isLocal(request),
        person: signed === null ? null : personOf(signed.user),
        csrfToken: csrfTokenOf(caller, reply),
        liveId: signed === null ? null : liveId(),
      }
    },
    setUp: async ({ body, caller, request, reply }) =>
      signedIn(reply, await people.setUp(body, originOf(request, caller))),
    signIn: async ({ body, caller, request, reply }) =>
      signedIn(reply, await people.signIn(body, originOf(request, caller))),
    signOut: async ({ signed, reply }) => {
      await people.sessions.end(signed.session.id)
      farewell(reply)
    },
    listSessions: async ({ signed }) => ({ items: await people.sessions.list(signed) }),
    endSession: async ({ signed, params, reply }) => {
      await people.sessions.endOwn(signed, params.id)
      if (params.id === signed.session.id) farewell(reply)
    },
    changePassword: async ({ signed, body, caller, reply, request }) => {
      await people.directory.changePassword(signed, body, request.ip)
      return {
        state: 'signed_in',
        codeNeeded: false,
        person: personOf(signed.user),
        csrfToken: csrfTokenOf(caller, reply),
        liveId: liveId(),
      }
    },
  }
}

type PeopleHandlers = Pick<
  Handlers,
  | 'listPeople'
  | 'addPerson'
  | 'changePerson'
  | 'removePerson'
  | 'makePasswordLink'
  | 'lookAtPasswordLink'
  | 'usePasswordLink'
>

export function peopleHandlers(people: People, liveId: () => string): PeopleHandlers {
  const directory: Directory = people.directory
  const signedIn = signedInWith(liveId)
  return {
    listPeople: async () => ({ items: await directory.list() }),
    addPerson: ({ body }) => directory.add(body),
    changePerson: ({ params, body }) => directory.change(params.id, body),
    removePerson: ({ params }) => directory.remove(params.id),
    makePasswordLink: ({ params }) => directory.makeLink(params.id),
    lookAtPasswordLink: ({ body, request }) => directory.lookAtLink(body.token, request.ip),
    usePasswordLink: async ({ body, caller, request, reply }) => {
      const user = await directory.useLink(body, request.ip)
      return signedIn(reply, await people.begin(user, originOf(request, caller)))
    },
  }
}
