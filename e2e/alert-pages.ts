import type { AlertView } from '@cuemark/contract'
import type { Locator, Page } from 'playwright-core'
import type { Administrator } from './administrator.ts'

/** What the product promises between a failing call's answer and the alert on every open page. */
export const promisedMs = 1000

export const cardOf = (page: Page, title: string): Locator =>
  page.locator('main').getByRole('article', { name: title })

/** An alert in a list of rows: its heading link. */
export const rowOf = (page: Page, title: string): Locator =>
  page.locator('main').getByRole('link', { name: title, exact: true })

export const cueMark = (page: Page, label: string): Locator =>
  page.getByRole('link', { name: label, exact: true })

export const wellMark = 'No open alerts'

/** The number beside Alerts in the navigation. */
export const countInNavigation = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByLabel(/^\d+ open$/)

export async function alertsIn(
  administrator: Administrator,
  view: 'open' | 'snoozed' | 'history',
): Promise<readonly AlertView[]> {
  const { items } = await administrator.call<{ items: readonly AlertView[] }>('GET', `/alerts?view=${view}`)
  return items
}

/** When each becomes visible, in milliseconds since the epoch. */
export function whenVisible(locators: readonly Locator[]): Promise<readonly number[]> {
  return Promise.all(
    locators.map(async (locator) => {
      await locator.waitFor({ state: 'visible', timeout: 30_000 })
      return Date.now()
    }),
  )
}

export interface Delay {
  readonly answeredAt: number
  /** How long after that the last of the pages showed it; negative when all were faster than the answer. */
  readonly lastMs: number
}

/** Does something and tells how long after its end the last of the places showed what it led to. */
export async function delayUntilVisible(
  locators: readonly Locator[],
  act: () => Promise<unknown>,
): Promise<Delay> {
  const seen = whenVisible(locators)
  // Its own failure is told below; without this it would be told twice when `act` fails first.
  seen.catch(() => undefined)
  await act()
  const answeredAt = Date.now()
  return { answeredAt, lastMs: Math.max(...(await seen)) - answeredAt }
}
