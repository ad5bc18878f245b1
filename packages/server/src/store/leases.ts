import type { Kysely } from 'kysely'
import type { AccountTx } from '../app/ports-accounts.ts'
import { toLease } from './rows-accounts.ts'
import type { Schema } from './schema.ts'

type LeasePart = Pick<AccountTx, 'claimLease' | 'holdsLease' | 'renewLease' | 'releaseLease'>

const nobody = ''

/**
 * A claim of the present owner keeps its fence, so that what it began goes on; one of anybody else takes the next.
 * The claim is one statement: two processes at the same instant cannot both be told that they have it.
 */
export function leasePart(db: Kysely<Schema>): LeasePart {
  const held = (lease: { readonly name: string; readonly owner: string; readonly fence: number }) =>
    db
      .updateTable('leases')
      .where('name', '=', lease.name)
      .where('owner', '=', lease.owner)
      .where('fence', '=', lease.fence)
  return {
    claimLease: async (name, owner, now, until) => {
      const row = await db
        .insertInto('leases')
        .values({ name, owner, fence: 1, ends_at: until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet((e) => ({
              owner,
              fence: e
                .case()
                .when('leases.owner', '=', owner)
                .then(e.ref('leases.fence'))
                .else(e('leases.fence', '+', 1))
                .end(),
              ends_at: until,
            }))
            .where((e) => e.or([e('leases.owner', 'in', [owner, nobody]), e('leases.ends_at', '<=', now)])),
        )
        .returningAll()
        .executeTakeFirst()
      return row === undefined ? null : toLease(row)
    },
    holdsLease: async (lease) => {
      const row = await db
        .selectFrom('leases')
        .select('fence')
        .where('name', '=', lease.name)
        .where('owner', '=', lease.owner)
        .where('fence', '=', lease.fence)
        .executeTakeFirst()
      return row !== undefined
    },
    renewLease: async (lease, until) => {
      const result = await held(lease).set({ ends_at: until }).executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    releaseLease: async (lease) => {
      await held(lease).set({ owner: nobody }).execute()
    },
  }
}
