import { PasswordInput, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useState } from 'react'
import { isUnreachable, problemOf } from '../../data/client.ts'
import { hideLinkToken, readLinkToken } from '../../data/link-token.ts'
import { useLink, useLookAtLink } from '../../data/people.ts'
import { useSession } from '../../data/session.ts'
import { Button } from '../../kit/Button.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { When } from '../../kit/When.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { words } from '../../texts/words.ts'
import { Door } from './Door.tsx'
import { isLongEnough } from './password-length.ts'
import styles from './people.module.css'

const texts = peopleTexts.welcome

/** A page that leads nowhere but to the sign-in. */
function NoWay({ title, text }: { readonly title: string; readonly text: string }): React.ReactElement {
  const navigate = useNavigate()
  return (
    <Door title={title} text={text} onSubmit={() => void navigate({ to: '/' })}>
      <Button type="submit">{texts.toSignIn}</Button>
    </Door>
  )
}

function SetPassword({
  token,
  name,
  expiresAt,
}: {
  readonly token: string
  readonly name: string
  readonly expiresAt: number
}): React.ReactElement {
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const link = useLink()
  const navigate = useNavigate()
  const tooShort = tried && !isLongEnough(password)
  if (problemOf(link.error)?.code === 'link_ended') {
    return <NoWay title={texts.endedTitle} text={texts.endedText} />
  }
  const submit = (): void => {
    setTried(true)
    if (!isLongEnough(password)) return
    link.mutate({ token, password }, { onSuccess: () => void navigate({ to: '/', replace: true }) })
  }
  return (
    <Door title={texts.title(name)} text={texts.text} onSubmit={submit}>
      {/* Tells the browser for whom it keeps the password. */}
      <TextInput
        label={peopleTexts.signIn.name}
        name="username"
        autoComplete="username"
        value={name}
        readOnly
      />
      <PasswordInput
        label={texts.password}
        description={tooShort ? undefined : peopleTexts.setUp.passwordHelp}
        name="password"
        autoComplete="new-password"
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': peopleTexts.show, tabIndex: 0 }}
        value={password}
        error={tooShort ? peopleTexts.setUp.passwordShort : null}
        aria-invalid={tooShort}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {link.error !== null && (
        <Notice tone="error">
          {isUnreachable(link.error) ? peopleTexts.unreachable : link.error.message}
        </Notice>
      )}
      <Button look="main" type="submit" loading={link.isPending || link.isSuccess}>
        {texts.submit}
      </Button>
      <p className={styles.soft}>
        {texts.ends} <When at={expiresAt} />.
      </p>
    </Door>
  )
}

function Looking({ token }: { readonly token: string }): React.ReactElement {
  const { data, error, refetch } = useLookAtLink(token)
  const [known, setKnown] = useState<typeof data>()
  // Entering sweeps the cache; the link is used up by then, so what it said is kept here.
  if (data !== undefined && known === undefined) setKnown(data)
  if (known !== undefined) return <SetPassword token={token} {...known} />
  if (problemOf(error)?.code === 'link_ended')
    return <NoWay title={texts.endedTitle} text={texts.endedText} />
  return (
    <Door title={texts.loading} onSubmit={() => void refetch()}>
      {error === null ? (
        <RowsLoading count={2} height={64} />
      ) : (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
    </Door>
  )
}

/** Where the link of a new person leads: choose a password, and be signed in. */
export function Welcome(): React.ReactElement {
  const [token] = useState(readLinkToken)
  // Every change carries the token of a session, a stranger's too, so that comes first.
  const session = useSession()
  // Not while drawing, as the router hears of it; before anything is painted all the same.
  useLayoutEffect(hideLinkToken, [])
  useEffect(() => {
    // Another link pasted into the same tab changes nothing but what stands behind the #.
    const onHash = (): void => {
      if (window.location.hash !== '') window.location.reload()
    }
    window.addEventListener('hashchange', onHash)
    return () => window.removeEventListener('hashchange', onHash)
  }, [])
  if (token === null) return <NoWay title={texts.noneTitle} text={texts.noneText} />
  if (session.data === undefined) {
    return (
      <Door title={words.loading} onSubmit={() => void session.refetch()}>
        {session.error !== null && (
          <LoadFailed error={session.error} onRetry={() => void session.refetch()} />
        )}
      </Door>
    )
  }
  return <Looking token={token} />
}
