import { z } from 'zod'
import {
  accountViewSchema,
  changeAccountInput,
  cleanSlateResultSchema,
  finishSignInInput,
  signInViewSchema,
  startSignInInput,
} from './accounts.ts'
import { testResultSchema } from './integrations.ts'
import { byId, type Route } from './route.ts'

/** An administrator sees everybody's accounts; a member the own ones. Another's is not found. */
const accountChanges = {
  changeAccount: {
    method: 'PATCH',
    path: '/accounts/:id',
    access: 'member',
    answer: 'json',
    summary: 'Switch directions on or off',
    params: byId,
    body: changeAccountInput,
    response: accountViewSchema,
  },
  testAccount: {
    method: 'POST',
    path: '/accounts/:id/test',
    access: 'member',
    answer: 'json',
    summary: 'Test the saved sign-in; a pass clears what it proves',
    params: byId,
    response: testResultSchema,
  },
  disconnectAccount: {
    method: 'POST',
    path: '/accounts/:id/disconnect',
    access: 'member',
    answer: 'json',
    summary: 'Revoke and forget the sign-in; plays and settings stay',
    params: byId,
    response: accountViewSchema,
  },
  cleanSlate: {
    method: 'POST',
    path: '/accounts/:id/clean-slate',
    access: 'member',
    answer: 'json',
    summary: 'Revoke, forget, clear pending sign-ins; says what it did',
    params: byId,
    response: cleanSlateResultSchema,
  },
} as const satisfies Record<string, Route>

export const accountRoutes = {
  listAccounts: {
    method: 'GET',
    path: '/accounts',
    access: 'member',
    answer: 'json',
    summary: 'Accounts at Trakt and Stremio',
    response: z.object({
      items: z.array(accountViewSchema),
      /** False where no administrator has connected the Trakt app yet: nobody can sign in then. */
      traktReady: z.boolean(),
    }),
  },
  getAccount: {
    method: 'GET',
    path: '/accounts/:id',
    access: 'member',
    answer: 'json',
    summary: 'One account',
    params: byId,
    response: accountViewSchema,
  },
  ...accountChanges,
  startSignIn: {
    method: 'POST',
    path: '/sign-ins',
    access: 'member',
    answer: 'json',
    summary: 'Begin to sign in at a service; ends the own one that was pending',
    body: startSignInInput,
    response: signInViewSchema,
  },
  listSignIns: {
    method: 'GET',
    path: '/sign-ins',
    access: 'member',
    answer: 'json',
    summary: 'Own sign-ins that are pending, and the newest that ended',
    response: z.object({ items: z.array(signInViewSchema) }),
  },
  getSignIn: {
    method: 'GET',
    path: '/sign-ins/:id',
    access: 'member',
    answer: 'json',
    summary: 'One of the own sign-ins',
    params: byId,
    response: signInViewSchema,
  },
  cancelSignIn: {
    method: 'POST',
    path: '/sign-ins/:id/cancel',
    access: 'member',
    answer: 'json',
    summary: 'Stop a pending sign-in',
    params: byId,
    response: signInViewSchema,
  },
  /** The page at the redirect address sends what came with it. The state is used once. */
  finishSignIn: {
    method: 'POST',
    path: '/sign-ins/finish',
    access: 'member',
    answer: 'json',
    summary: 'Exchange the code that came back with the browser',
    body: finishSignInInput,
    response: signInViewSchema,
  },
} as const satisfies Record<string, Route>
