import type { PlayView } from '@cuemark/contract'
import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlayTask } from '../../data/play-task.ts'
import { readAnswer, type TitleAnswer } from '../../data/title-answer.ts'
import { typedEpisode } from '../../data/title-input.ts'
import { nameOf } from '../../data/titles.ts'
import { AskDialog } from '../../kit/AskDialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { matchTexts as texts } from '../../texts/activity.ts'
import { TitleQuestion } from './TitleQuestion.tsx'
import styles from './activity.module.css'

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
  const [answer, setAnswer] = useState<TitleAnswer>({
    search: '',
    chosen: null,
    typed: { type: play.title.type, id: '', ...typedEpisode(play.title) },
  })
  const [remember, setRemember] = useState(true)
  const [tried, setTried] = useState(false)
  const read = readAnswer(answer)
  const use = (): void => {
    setTried(true)
    if (read === null || 'fault' in read) return
    task.mutate({ type: 'match', title: read.title, remember }, { onSuccess: onClose })
  }
  return (
    <AskDialog title={texts.title} save={texts.use} saving={task.isPending} onSave={use} onClose={onClose}>
      <p>{texts.played(nameOf(play.title))}</p>
      <TitleQuestion
        playId={play.id}
        answer={answer}
        fault={tried && read !== null && 'fault' in read ? read.fault : null}
        onAnswer={setAnswer}
      />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
        />
        <span>{texts.remember}</span>
      </label>
      {tried && read === null && <Notice tone="warning">{texts.choose}</Notice>}
      {task.error !== null && task.variables.type === 'match' && (
        <Notice tone="error">{task.error.message}</Notice>
      )}
    </AskDialog>
  )
}
