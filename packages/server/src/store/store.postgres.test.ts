import { startPostgres, type ThrowAwayPostgres } from '@cuemark/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../app/ports.ts'
import type { Lease } from '../app/ports-accounts.ts'
import { openStore } from './index.ts'
import { migrations } from './migrations.ts'
import { openStoreWith } from './open.ts'
import { accountRow, deliveryOf, eventRow, moveIn, playOf, sourceRow } from './plays.fixtures.ts'
import { describeStore } from './store.contract.ts'
import { integrationRow, userRow } from './store.fixtures.ts'

let postgres: ThrowAwayPostgres

// Without PostgreSQL this fails with a sentence: a suite that skips itself proves nothing.
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

/** Making a database takes ten times as long as emptying one. */
async function empty(): Promise<void> {
  const client = new Client(postgres.url)
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
}

describe('the store on PostgreSQL', () => {
  describeStore(async () => {
    const { url } = postgres
    return { open: () => openStore({ kind: 'postgres', url }), remove: empty }
  })
})

describe('a PostgreSQL database of version 0.1', () => {
  it('keeps its rows and gets the tables of plays, also when two processes open it at once', async () => {
    const options = { kind: 'postgres', url: postgres.url } as const
    const { '0001_start': first } = migrations
    if (first === undefined) throw new Error('The first change is gone.')
    const old = await openStoreWith(options, { '0001_start': first })
    await old.people.insertFirstUser(userRow('u1'))
    await old.transaction((tx) => tx.insertIntegration(integrationRow('i1')))
    await old.close()
    const [store, other] = await Promise.all([openStore(options), openStore(options)])
    await store.transaction(async (tx) => {
      await tx.insertAccount(accountRow('a1'))
      await tx.insertSource(sourceRow('s1'))
      await tx.insertPlay(playOf('p1'))
    })
    expect(await other.transaction((tx) => tx.integration('i1'))).toEqual(integrationRow('i1'))
    expect(await other.transaction((tx) => tx.play('p1'))).toEqual(playOf('p1'))
    await Promise.all([store.close(), other.close()])
    await empty()
  })
})

describe('two processes on one PostgreSQL database', () => {
  it('take events, process and deliver side by side without being told that it is too busy', async () => {
    const options = { kind: 'postgres', url: postgres.url } as const
    const [one, two] = await Promise.all([openStore(options), openStore(options)])
    await moveIn(one)
    const ids = Array.from({ length: 60 }, (_, n) => `e${String(n).padStart(2, '0')}`)
    const take = async (store: Store, id: string): Promise<void> => {
      await store.transaction(async (tx) => {
        await tx.insertEvent(eventRow(id, { senderId: id }))
        await tx.noteSource('s1', { events: 1 })
      })
    }
    const work = async (store: Store, owner: string): Promise<void> => {
      for (let left = true; left;) {
        const lease = await store.transaction((tx) => tx.claimLease('process', owner, 0, 60_000))
        left = lease === null ? (await notDone(store)) > 0 : await processOne(store, lease)
        if (lease !== null) await store.transaction((tx) => tx.releaseLease(lease))
      }
    }
    await Promise.all(ids.map((id, n) => take(n % 2 === 0 ? one : two, id)))
    await Promise.all([
      work(one, 'one'),
      work(two, 'two'),
      ...ids.map((id) => take(two, `late-${id}`).then(() => take(one, `late-${id}`))),
    ])
    await work(one, 'one')
    const counts = await two.plays.activityCounts(null)
    expect(counts.waiting).toBe(2 * ids.length)
    expect((await one.plays.sourceByToken('hash-s1'))?.events).toBe(3 * ids.length)
    await Promise.all([one.close(), two.close()])
    await empty()
  })
})

async function notDone(store: Store): Promise<number> {
  return await store.transaction(async (tx) => (await tx.newEvents(1)).length)
}

/** One event becomes a play with a delivery, under the lease. False where nothing is left. */
async function processOne(store: Store, lease: Lease): Promise<boolean> {
  return await store.transaction(async (tx) => {
    if (!(await tx.holdsLease(lease))) return true
    const [event] = await tx.newEvents(1)
    if (event === undefined) return false
    await tx.insertPlay(playOf(`p-${event.id}`))
    await tx.insertDelivery(deliveryOf(playOf(`p-${event.id}`)))
    await tx.markEventsDone([event.id])
    return true
  })
}
