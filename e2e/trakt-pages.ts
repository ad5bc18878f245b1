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
