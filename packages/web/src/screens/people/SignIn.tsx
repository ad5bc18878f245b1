import { PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isUnreachable, problemOf } from '../../data/client.ts'
import { useSignIn } from '../../data/session.ts'
import { useSecond } from '../../data/use-now.ts'
import { Button } from '../../kit/Button.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { Door } from './Door.tsx'

const texts = peopleTexts.signIn

function errorText(error: Error): string {
  if (isUnreachable(error)) return peopleTexts.unreachable
  return problemOf(error)?.code === 'wrong_password' ? texts.wrong : error.message
}

function Waiting({ until }: { readonly until: number }): React.ReactElement | null {
  const leftMs = until - useSecond()
  return leftMs <= 0 ? null : <Notice tone="warning">{texts.wait(Math.ceil(leftMs / 1000) * 1000)}</Notice>
}

/** Signs in. Too many tries count down, and what was typed stays. */
export function SignIn(): React.ReactElement {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [waitUntil, setWaitUntil] = useState(0)
  const signIn = useSignIn()
  const isWaiting = useSecond() < waitUntil
  const submit = (): void => {
    if (isWaiting || name.trim() === '' || password === '') return
    signIn.mutate(
      { name: name.trim(), password },
      {
        onError: (error) => {
          const problem = problemOf(error)
          if (problem?.code === 'too_many_attempts')
            setWaitUntil(Date.now() + (problem.retryAfterMs ?? 30_000))
        },
      },
    )
  }
  const isThrottled = problemOf(signIn.error)?.code === 'too_many_attempts'
  return (
    <Door title={texts.title} onSubmit={submit}>
      <TextInput
        label={texts.name}
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={texts.password}
        name="password"
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': peopleTexts.show, tabIndex: 0 }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {isWaiting && <Waiting until={waitUntil} />}
      {signIn.error !== null && !isThrottled && <Notice tone="error">{errorText(signIn.error)}</Notice>}
      <Button look="main" type="submit" loading={signIn.isPending} disabled={isWaiting}>
        {texts.submit}
      </Button>
    </Door>
  )
}
