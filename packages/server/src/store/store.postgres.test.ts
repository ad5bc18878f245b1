import { startPostgres, type ThrowAwayPostgres } from '@cuemark/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { openStore } from './index.ts'
import { describeStore } from './store.contract.ts'

let postgres: ThrowAwayPostgres

// Without PostgreSQL this fails with a sentence: a suite that skips itself proves nothing.
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

describe('the store on PostgreSQL', () => {
  describeStore(async () => {
    const { url } = postgres
    return {
      open: () => openStore({ kind: 'postgres', url }),
      // Making a database takes ten times as long as emptying one.
      remove: async () => {
        const client = new Client(url)
        await client.connect()
        await client.query('drop schema public cascade; create schema public')
        await client.end()
      },
    }
  })
})
