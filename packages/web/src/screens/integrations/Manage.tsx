import type { IntegrationView } from '@cuemark/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useIntegrationSwitch, useRemoveIntegration } from '../../data/integrations.ts'
import { say } from '../../data/messages.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Section } from '../../kit/Section.tsx'
import { TaskRow, TaskRows } from '../../kit/TaskRows.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { integrationPageTexts as texts } from '../../texts/integrations.ts'
import { words } from '../../texts/words.ts'

/** What removing loses, by name. */
function losses({ secretHints, openAlerts }: IntegrationView): string {
  const keys = Object.keys(secretHints).length
  const parts = [
    texts.removeParts.settings,
    ...(keys > 0 ? [texts.removeParts.keys(keys)] : []),
    ...(openAlerts > 0 ? [texts.removeParts.alerts(openAlerts)] : []),
    texts.removeParts.history,
  ]
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts)
}

function sayFailed(error: Error): void {
  say(alertTexts.failed(error.message), { tone: 'error' })
}

function PauseTask({ integration }: { readonly integration: IntegrationView }): React.ReactElement {
  const { name } = integration
  const change = useIntegrationSwitch(integration.id)
  const isPaused = integration.state === 'paused'
  const turn = (what: 'pause' | 'resume'): void =>
    change.mutate(what, {
      onSuccess: () =>
        what === 'pause' ? say(texts.paused(name), { undo: () => turn('resume') }) : say(texts.resumed(name)),
      onError: sayFailed,
    })
  return (
    <TaskRow text={texts.pauseText}>
      <Button loading={change.isPending} onClick={() => turn(isPaused ? 'resume' : 'pause')}>
        {isPaused ? texts.resume : texts.pause}
      </Button>
    </TaskRow>
  )
}

/** Pausing can be undone at once; removing asks first and names what is lost. */
export function Manage({ integration }: { readonly integration: IntegrationView }): React.ReactElement {
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const remove = useRemoveIntegration(integration.id)
  // By its promise: callbacks of `mutate` are dropped with this part of the page, which goes with the integration.
  const confirm = (): void =>
    void remove.mutateAsync().then(
      () => {
        say(texts.removed(integration.name))
        return navigate({ to: '/integrations', ignoreBlocker: true })
      },
      (error: Error) => {
        setAsking(false)
        sayFailed(error)
      },
    )
  return (
    <Section title={texts.manage}>
      <TaskRows>
        <PauseTask integration={integration} />
        <TaskRow text={texts.removeText}>
          <Button look="danger" onClick={() => setAsking(true)}>
            {texts.remove}
          </Button>
        </TaskRow>
      </TaskRows>
      {asking && (
        <Dialog
          title={texts.removeTitle(integration.name)}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button autoFocus onClick={() => setAsking(false)}>
                {words.cancel}
              </Button>
              <Button look="danger" loading={remove.isPending} onClick={confirm}>
                {texts.removeConfirm(integration.name)}
              </Button>
            </>
          }
        >
          {texts.removeLoses(losses(integration))}
        </Dialog>
      )}
    </Section>
  )
}
