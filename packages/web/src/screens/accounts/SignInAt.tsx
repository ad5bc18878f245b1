import type { AccountService, SignInView } from '@cuemark/contract'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import {
  accountServiceOf,
  useAccounts,
  useSignInAt,
  useSignIns,
  useStartSignIn,
} from '../../data/accounts.ts'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import { accountTexts, serviceNames } from '../../texts/accounts.ts'
import { signInAtTexts as texts } from '../../texts/sign-in-at.ts'
import { NotFound } from '../shell/NotFound.tsx'
import { SignInBefore } from './SignInBefore.tsx'
import { SignInDevice } from './SignInDevice.tsx'
import { SignInEnded } from './SignInEnded.tsx'
import { SignInPage } from './SignInPage.tsx'

/** The sign-in that this page shows: the one begun here, else the one that is pending anyway. */
function useCurrent(service: AccountService, startedId: string | null): SignInView | null | undefined {
  const list = useSignIns()
  const pending = list.data?.items.find((one) => one.service === service && one.state === 'pending')
  // Once shown, it stays shown when it ends.
  const [keptId, setKeptId] = useState<string | null>(null)
  const id = startedId ?? keptId ?? pending?.id ?? null
  if (startedId === null && keptId === null && pending !== undefined) setKeptId(pending.id)
  const one = useSignInAt(id).data
  if (id !== null) return one ?? list.data?.items.find((other) => other.id === id)
  return list.isPending ? undefined : null
}

function Way({ service }: { readonly service: AccountService }): React.ReactElement {
  const [startedId, setStartedId] = useState<string | null>(null)
  const start = useStartSignIn()
  const accounts = useAccounts()
  const signIn = useCurrent(service, startedId)
  const begin = (method: 'device' | 'code'): void =>
    start.mutate({ service, method }, { onSuccess: ({ id }) => setStartedId(id) })
  if (signIn === undefined || accounts.isPending) return <RowsLoading count={1} height={240} />
  if (signIn === null || start.isError) {
    return (
      <SignInBefore
        service={service}
        isReady={service !== 'trakt' || accounts.data?.traktReady !== false}
        isStarting={start.isPending}
        error={start.error}
        onStart={begin}
      />
    )
  }
  if (signIn.state !== 'pending') {
    return <SignInEnded signIn={signIn} isStarting={start.isPending} onStart={begin} />
  }
  const same = { signIn, onAgain: () => begin(signIn.method) }
  return signIn.method === 'device' ? (
    <SignInDevice key={signIn.id} {...same} onPage={() => begin('code')} />
  ) : (
    <SignInPage key={signIn.id} {...same} onCode={() => begin('device')} />
  )
}

/** Signing in at Trakt or Stremio, from what it costs to the end. */
export function SignInAt(): React.ReactElement {
  const { service: name } = useParams({ from: '/accounts/$service/sign-in' })
  const service = accountServiceOf(name)
  if (service === null) return <NotFound />
  return (
    <Page
      title={texts.title(serviceNames[service])}
      mark={<ServiceMark service={service} />}
      above={<Link to="/accounts">{accountTexts.all}</Link>}
    >
      <Way key={service} service={service} />
    </Page>
  )
}
