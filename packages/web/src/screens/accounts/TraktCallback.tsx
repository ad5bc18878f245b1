import type { SignInView } from '@cuemark/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useSignIns, useStartSignIn } from '../../data/accounts.ts'
import { forgetReturned, type Returned, takeReturned } from '../../data/callback.ts'
import { client, isUnreachable, problemOf } from '../../data/client.ts'
import { applyPlayback } from '../../data/live-apply-playback.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import { signInAtTexts } from '../../texts/sign-in-at.ts'
import { SignInDone, SignInEnded } from './SignInEnded.tsx'
import styles from './sign-in.module.css'

const texts = signInAtTexts.callback
const signInLink = { to: '/accounts/$service/sign-in', params: { service: 'trakt' } } as const

function Finish({ returned }: { readonly returned: Returned }): React.ReactElement {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const start = useStartSignIn()
  // A query, not a mutation: it is sent once however often the page is drawn. A code is good for one use, so what
  // was answered is never asked again; only a server that did not answer is.
  const finish = useQuery({
    queryKey: ['finish-sign-in'],
    queryFn: async (): Promise<SignInView> => {
      const signIn = await client.finishSignIn({ body: returned })
      forgetReturned()
      applyPlayback(cache, { type: 'sign_in', signIn })
      return signIn
    },
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: ({ state }) => (isUnreachable(state.error) ? 5000 : false),
  })
  if (finish.data !== undefined) {
    return (
      <SignInEnded
        signIn={finish.data}
        isStarting={start.isPending}
        onStart={(method) =>
          start.mutate({ service: 'trakt', method }, { onSuccess: () => void navigate(signInLink) })
        }
      />
    )
  }
  if (finish.error !== null) {
    return (
      <Notice
        tone="error"
        actions={<Button onClick={() => void navigate(signInLink)}>{signInAtTexts.again}</Button>}
      >
        {texts.failed}. {problemOf(finish.error)?.detail ?? finish.error.message}
      </Notice>
    )
  }
  return (
    <p role="status" className={styles.soft}>
      {texts.finishing}
    </p>
  )
}

/** Opened without an answer: loaded again after it was taken, or by itself. */
function Nothing(): React.ReactElement {
  const { data } = useSignIns()
  const last = data?.items.find(({ service, state }) => service === 'trakt' && state !== 'cancelled')
  if (data === undefined) return <RowsLoading count={1} height={160} />
  if (last?.method === 'code' && last.state === 'done') return <SignInDone signIn={last} />
  return (
    <EmptyPlace title={texts.nothing} text={texts.nothingText}>
      <ButtonLink {...signInLink} look="main">
        {signInAtTexts.title('Trakt')}
      </ButtonLink>
    </EmptyPlace>
  )
}

/** Where Trakt sends the browser. What came along leaves the address bar before anything else happens. */
export function TraktCallback(): React.ReactElement {
  const [returned] = useState(takeReturned)
  return (
    <Page title={texts.title} mark={<ServiceMark service="trakt" />}>
      {returned === null ? <Nothing /> : <Finish returned={returned} />}
    </Page>
  )
}
