import type { AccountSettings as Settings, AccountView } from '@cuemark/contract'
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useAccountTask } from '../../data/accounts.ts'
import { say } from '../../data/messages.ts'
import { Section } from '../../kit/Section.tsx'
import { SwitchRow } from '../../kit/SwitchRow.tsx'
import { accountTexts as texts } from '../../texts/accounts.ts'
import { alertTexts } from '../../texts/alerts.ts'
import styles from './accounts.module.css'

const directions = ['plays', 'nowWatching', 'ratings', 'watchlist', 'removals'] as const
const usualThresholds = [60, 70, 75, 80, 85, 90, 95]

/** What goes out, direction by direction. Each change is saved at once. */
export function AccountSettings({ account }: { readonly account: AccountView }): React.ReactElement {
  const task = useAccountTask(account)
  /** What was just chosen, until the answer tells the same: a switch answers the finger at once. */
  const [chosen, setChosen] = useState<Partial<Settings>>({})
  if (account.service === 'stremio') return <p className={styles.limits}>{texts.stremioSettings}</p>
  const settings = { ...account.settings, ...chosen }
  const change = (next: Partial<Settings>): void => {
    setChosen((old) => ({ ...old, ...next }))
    task.mutate(
      { type: 'settings', settings: next },
      {
        onError: (error) => say(alertTexts.failed(error.message), { tone: 'error' }),
        onSettled: () => setChosen({}),
      },
    )
  }
  const thresholds = [...new Set([...usualThresholds, settings.watchedPercent])].sort((a, b) => a - b)
  return (
    <Section title={texts.settings} text={texts.settingsText}>
      <div className={styles.switches}>
        {directions.map((direction) => {
          const [label, help] = texts.directions[direction]
          return (
            <SwitchRow
              key={direction}
              label={label}
              help={help}
              checked={settings[direction]}
              disabled={task.isPending}
              onChange={(checked) => change({ [direction]: checked })}
            />
          )
        })}
      </div>
      <div className={styles.threshold}>
        <NativeSelect
          label={texts.threshold}
          description={texts.thresholdHelp}
          data={thresholds.map((percent) => ({ value: String(percent), label: texts.percent(percent) }))}
          value={String(settings.watchedPercent)}
          disabled={task.isPending}
          onChange={(event) => change({ watchedPercent: Number(event.currentTarget.value) })}
        />
      </div>
    </Section>
  )
}
