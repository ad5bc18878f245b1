import type { GoTo } from './keyboard.ts'

/** Pages that the navigation and the keyboard lead to. */
export type PlainPlace =
  '/' | '/activity' | '/alerts' | '/accounts' | '/sources' | '/integrations' | '/people' | '/doctor' | '/account'

/** What follows `g`. */
export const goTo: Readonly<Record<GoTo, PlainPlace>> = {
  o: '/',
  v: '/activity',
  a: '/alerts',
  c: '/accounts',
  s: '/sources',
  i: '/integrations',
  p: '/people',
  d: '/doctor',
}

/** Pages whose matter only an administrator sees. */
export const forAdministrators: ReadonlySet<PlainPlace> = new Set(['/integrations', '/people'])
