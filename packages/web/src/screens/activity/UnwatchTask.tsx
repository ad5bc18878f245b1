import type { PlayView } from '@cuemark/contract'
import { useState } from 'react'
import { say } from '../../data/messages.ts'
import { useMark } from '../../data/plays.ts'
import { inputOf } from '../../data/title-input.ts'
import { nameOf } from '../../data/titles.ts'
import { Button } from '../../kit/Button.tsx'
import { Confirm } from '../../kit/Confirm.tsx'
import { playTexts as texts } from '../../texts/activity.ts'
import { alertTexts } from '../../texts/alerts.ts'

/** Takes back that a title was watched. It concerns every viewing of it, so it is asked for. */
export function UnwatchTask({ play }: { readonly play: PlayView }): React.ReactElement {
  const [asking, setAsking] = useState(false)
  const mark = useMark()
  const name = nameOf(play.title)
  const unwatch = (): void =>
    mark.mutate(
      { title: inputOf(play.title), watched: false },
      {
        onError: (error) => say(alertTexts.failed(error.message), { tone: 'error' }),
        onSettled: () => setAsking(false),
      },
    )
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {texts.unwatch}
      </Button>
      {asking && (
        <Confirm
          title={texts.unwatchTitle(name)}
          action={texts.unwatch}
          loading={mark.isPending}
          onConfirm={unwatch}
          onClose={() => setAsking(false)}
        >
          {texts.unwatchAsk}
        </Confirm>
      )}
    </>
  )
}
