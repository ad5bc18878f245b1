import { inflateSync } from 'node:zlib'
import { stremioAccount } from '@cuemark/services'
import { directHttp, startStremioBook, type StremioBook, type StremioPerson } from '@cuemark/testkit'
import { createSecretBox, generateKey } from '../../secrets/index.ts'
import { titleOfStremioId } from '../../sources/stremio-ids.ts'
import { sealTokens } from '../accounts/sealed.ts'
import { createLibraryLook } from '../library/library-look.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { Store } from '../ports.ts'
import { anIntegration } from '../record-stage.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

/** The road to Trakt, and a simulated Stremio in whose library a gap's plays may stand. */
export interface BackfillStage extends PlaysStage {
  readonly stremio: StremioBook
  readonly ada: StremioPerson
  /** Anna has signed in to Stremio, as Ada there. */
  signInToStremio(over?: Partial<AccountRow>): Promise<void>
}

const box = createSecretBox([generateKey()])
const stremioId = 'stremio-of-anna'

export async function setBackfillStage(): Promise<BackfillStage> {
  const stremio = await startStremioBook()
  const ada = stremio.addAccount('ada')
  const lookInto = (store: Store, clock: { readonly now: () => number }) =>
    createLibraryLook({
      store,
      clock,
      box,
      stremio: stremioAccount,
      titleOf: titleOfStremioId,
      inflate: (packed) => inflateSync(Buffer.from(packed, 'base64')),
      hosts: {
        traktApiUrl: 'https://api.trakt.example',
        traktAuthUrl: 'https://auth.trakt.example',
        stremioApiUrl: stremio.apiUrl,
        stremioLinkUrl: stremio.linkUrl,
      },
      gateway: {
        http: ({ service }) => ({
          ...directHttp({ service, timeoutMs: 20_000, maxBodyBytes: 1_048_576 }),
          settled: () => Promise.resolve(),
        }),
        reset: () => undefined,
        close: () => Promise.resolve(),
      },
    })
  const stage = await setPlaysStage(null, lookInto)
  const closeRoad = stage.close.bind(stage)
  const now = stage.clock.now()
  return Object.assign(stage, {
    stremio,
    ada,
    signInToStremio: async (over: Partial<AccountRow> = {}) => {
      const like = await stage.account()
      await stage.store.transaction(async (tx) => {
        await tx.insertIntegration({ ...anIntegration('stremio', now), service: 'stremio' })
        await tx.insertAccount({
          ...like,
          id: stremioId,
          service: 'stremio',
          integrationId: 'stremio',
          name: 'ada@example.org',
          sealedTokens: sealTokens(box, stremioId, { authKey: ada.authKey }),
          ...over,
        })
      })
    },
    close: async () => {
      await closeRoad()
      await stremio.close()
    },
  })
}
