import { afterEach, beforeEach } from 'vitest'
import type { Store } from '../app/ports.ts'
import { describeAccounts } from './contract/accounts.ts'
import { describeAlerts } from './contract/alerts.ts'
import { describeDeliveries } from './contract/deliveries.ts'
import { describeEvidence } from './contract/evidence.ts'
import { describeIntegrations } from './contract/integrations.ts'
import { describeLeases } from './contract/leases.ts'
import { describePages } from './contract/pages.ts'
import { describePeople } from './contract/people.ts'
import { describePlayback } from './contract/playback.ts'
import { describePlaysPages } from './contract/plays-pages.ts'
import { describeRetention } from './contract/retention.ts'
import { describeEvents, describeSources } from './contract/sources.ts'
import type { Subject } from './contract/subject.ts'
import { describeTransactions } from './contract/transactions.ts'

/** An empty database of its own for one test; `open` opens the same one every time. */
export interface FreshDatabase {
  open(): Promise<Store>
  remove(): Promise<void>
}

/** What "this is a store" means. It runs in full on every database. */
export function describeStore(fresh: () => Promise<FreshDatabase>): void {
  let database: FreshDatabase
  let store: Store

  beforeEach(async () => {
    database = await fresh()
    store = await database.open()
  })
  afterEach(async () => {
    await store.close()
    await database.remove()
  })

  const subject: Subject = {
    get store() {
      return store
    },
    reopen: async () => {
      await store.close()
      store = await database.open()
      return store
    },
  }
  describeTransactions(subject)
  describeIntegrations(subject)
  describeAlerts(subject)
  describeEvidence(subject)
  describePages(subject)
  describeRetention(subject)
  describePeople(subject)
  describeAccounts(subject)
  describeLeases(subject)
  describeSources(subject)
  describeEvents(subject)
  describePlayback(subject)
  describeDeliveries(subject)
  describePlaysPages(subject)
}
