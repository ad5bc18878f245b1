import type { PlayView, Suggestion } from '@cuemark/contract'
import type { UseMutationResult } from '@tanstack/react-query'
import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { PlayTask } from '../../data/play-task.ts'
import {
  type ReadTitle,
  readPicked,
  readTitle,
  typedEpisode,
  type TypedTitle,
} from '../../data/title-input.ts'
import { nameOf } from '../../data/titles.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { matchTexts as texts } from '../../texts/activity.ts'
import { words } from '../../texts/words.ts'
import { Suggestions } from './Suggestions.tsx'
import { EpisodeFields, TitleFields } from './TitleFields.tsx'
import styles from './activity.module.css'

interface Answer {
  readonly search: string
  /** Null while what is typed below counts. */
  readonly chosen: Suggestion | null
  readonly typed: TypedTitle
  readonly remember: boolean
}

/** What was chosen above, or typed below; null where neither was. */
function readAnswer({ chosen, typed }: Answer): ReadTitle | null {
  if (chosen !== null) return readPicked(chosen.title, typed)
  return typed.id.trim() === '' ? null : readTitle(typed)
}

/** The questions. Enter sends, as the main button does. */
function Questions({
  id,
  play,
  answer,
  fault,
  onAnswer,
  onSubmit,
}: {
  readonly id: string
  readonly play: PlayView
  readonly answer: Answer
  readonly fault: Extract<ReadTitle, { fault: unknown }>['fault'] | null
  readonly onAnswer: (answer: Answer) => void
  readonly onSubmit: () => void
}): React.ReactElement {
  const { search, chosen, typed, remember } = answer
  return (
    <form
      id={id}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <p>{texts.played(nameOf(play.title))}</p>
      <TextInput
        type="search"
        label={texts.search}
        autoFocus
        value={search}
        onChange={(event) => onAnswer({ ...answer, search: event.currentTarget.value, chosen: null })}
      />
      <Suggestions
        id={play.id}
        text={search}
        chosen={chosen}
        onChoose={(next) =>
          onAnswer({ ...answer, chosen: next, typed: { ...typed, ...typedEpisode(next.title) } })
        }
      />
      {chosen?.title.type === 'episode' && (
        <fieldset className={styles.which}>
          <legend>{texts.whichEpisode}</legend>
          <EpisodeFields
            typed={typed}
            fault={fault}
            onType={(episode) => onAnswer({ ...answer, typed: { ...typed, ...episode } })}
          />
        </fieldset>
      )}
      {chosen === null && (
        <details>
          <summary className={styles.summary}>{texts.byHand}</summary>
          <div className={styles.form}>
            <TitleFields
              typed={typed}
              fault={fault}
              onType={(next) => onAnswer({ ...answer, typed: next })}
            />
          </div>
        </details>
      )}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={remember}
          onChange={(event) => onAnswer({ ...answer, remember: event.currentTarget.checked })}
        />
        <span>{texts.remember}</span>
      </label>
    </form>
  )
}

/** Asks what a title is that could not be matched; the answer is remembered unless told otherwise. */
export function MatchDialog({
  play,
  task,
  onClose,
}: {
  readonly play: PlayView
  readonly task: UseMutationResult<PlayView, Error, PlayTask>
  readonly onClose: () => void
}): React.ReactElement {
  const id = useId()
  const [answer, setAnswer] = useState<Answer>({
    search: '',
    chosen: null,
    typed: { type: play.title.type, id: '', ...typedEpisode(play.title) },
    remember: true,
  })
  const [tried, setTried] = useState(false)
  const read = readAnswer(answer)
  const use = (): void => {
    setTried(true)
    if (read === null || 'fault' in read) return
    task.mutate({ type: 'match', title: read.title, remember: answer.remember }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={texts.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" type="submit" form={id} loading={task.isPending}>
            {texts.use}
          </Button>
        </>
      }
    >
      <Questions
        id={id}
        play={play}
        answer={answer}
        fault={tried && read !== null && 'fault' in read ? read.fault : null}
        onAnswer={setAnswer}
        onSubmit={use}
      />
      {tried && read === null && <Notice tone="warning">{texts.choose}</Notice>}
      {task.error !== null && task.variables.type === 'match' && (
        <Notice tone="error">{task.error.message}</Notice>
      )}
    </Dialog>
  )
}
