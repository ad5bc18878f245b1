import type { AccountView, SignInView } from '@cuemark/contract'
import type { AccountRow, SignInRow } from '../ports-accounts.ts'
import type { SecretBox, Store } from '../ports.ts'
import { diagnosisView } from '../views.ts'
import { openSignIn } from './sealed.ts'

interface AroundAccount {
  readonly personName: string
  /** Plays that wait for it. */
  readonly waiting: number
  readonly openAlerts: number
}

const endsAt = ({ service, state, token }: AccountRow): number | null =>
  service === 'stremio' || state === 'disconnected' ? null : token.expiresAt

const renews = ({ service, state, token }: AccountRow): boolean =>
  service === 'trakt' && state !== 'disconnected' && token.refreshable && token.refusedAt === null

/** Member by member, so that nothing sealed can slip out with a spread. */
const accountView = (row: AccountRow, around: AroundAccount): AccountView => ({
  id: row.id,
  personId: row.userId,
  personName: around.personName,
  service: row.service,
  name: row.name,
  state: row.state,
  diagnosis: row.diagnosis === null ? null : diagnosisView(row.diagnosis),
  endsAt: endsAt(row),
  renews: renews(row),
  renewedAt: row.token.generation > 1 ? row.token.issuedAt : null,
  nextRenewalAt: renews(row) ? row.nextRefreshAt : null,
  vip: row.vip,
  limits: { ...row.limits },
  waiting: around.waiting,
  lastDeliveryAt: row.lastDeliveryAt,
  openAlerts: around.openAlerts,
  settings: { ...row.settings },
  createdAt: row.createdAt,
  version: row.version,
})

/** For its own person only: the address of the sign-in page holds the state. */
export const signInView = (row: SignInRow, box: SecretBox): SignInView => ({
  id: row.id,
  personId: row.userId,
  service: row.service,
  method: row.method,
  state: row.state,
  userCode: row.userCode,
  verificationUrl: row.verificationUrl,
  openUrl: row.openUrl ?? openSignIn(box, row)?.openUrl ?? null,
  redirectUri: row.method === 'code' ? row.redirectUri : null,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  nextPollAt: row.nextPollAt,
  diagnosis: row.diagnosis === null ? null : diagnosisView(row.diagnosis),
  accountId: row.accountId,
})

/** Reads accounts and sign-ins as people see them. */
export interface AccountReader {
  account(id: string): Promise<AccountView | null>
  accountViews(rows: readonly AccountRow[]): Promise<readonly AccountView[]>
  signIn(id: string): Promise<SignInView | null>
}

export const createAccountReader = ({
  store,
  box,
}: {
  readonly store: Store
  readonly box: SecretBox
}): AccountReader => {
  const accountViews = async (rows: readonly AccountRow[]): Promise<readonly AccountView[]> => {
    if (rows.length === 0) return []
    const open = await store.transaction((tx) => tx.alertsIn(['open'], null))
    const waiting = await store.plays.waitingByAccount()
    const owners = [...new Set(rows.map(({ userId }) => userId))]
    const people = await Promise.all(owners.map((id) => store.people.userById(id)))
    const names = new Map(people.flatMap((person) => (person === null ? [] : [[person.id, person.name]])))
    return rows.map((row) =>
      accountView(row, {
        personName: names.get(row.userId) ?? '',
        waiting: waiting.get(row.id) ?? 0,
        openAlerts: open.filter(({ subject }) => subject === row.id).length,
      }),
    )
  }
  return {
    accountViews,
    account: async (id) => {
      const row = await store.transaction((tx) => tx.account(id))
      return row === null ? null : ((await accountViews([row]))[0] ?? null)
    },
    signIn: async (id) => {
      const row = await store.transaction((tx) => tx.signIn(id))
      return row === null ? null : signInView(row, box)
    },
  }
}
