import type { TraktPerson } from '@cuemark/testkit'
import type { Locator, Page } from 'playwright-core'

/** What a person does on the pages of the simulated Trakt. */

export async function decideAtTrakt(
  page: Page,
  person: TraktPerson,
  decision: 'Approve' | 'Deny',
): Promise<void> {
  await page.getByLabel('Signed in as').selectOption(person.name)
  await page.getByRole('button', { name: decision }).click()
}

/** Presses what opens a page in a tab of its own, and gives that page. */
export async function openTab(page: Page, link: Locator): Promise<Page> {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()])
  await tab.waitForLoadState()
  return tab
}

const saidAfter = { Approve: 'Device connected', Deny: 'Not connected' } as const

/**
 * Opens the page that the link leads to, decides there, and closes it once Trakt has said that it knows: a tab that is
 * closed while its form is under way may take the decision with it.
 */
export async function decideInTab(
  page: Page,
  link: Locator,
  person: TraktPerson,
  decision: 'Approve' | 'Deny',
): Promise<void> {
  const tab = await openTab(page, link)
  await decideAtTrakt(tab, person, decision)
  await tab.getByRole('heading', { name: saidAfter[decision] }).waitFor()
  await tab.close()
}
