import type { SourceView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { usePerson } from '../../data/session.ts'
import row from '../../kit/row.module.css'
import { Shape } from '../../kit/Shape.tsx'
import { SourceMark } from '../../kit/SourceMark.tsx'
import { SourceStateWord } from '../../kit/SourceStateWord.tsx'
import { Since } from '../../kit/When.tsx'
import { sourceKindNames, sourceTexts as texts } from '../../texts/sources.ts'
import { isUnknown } from './player-user.ts'
import styles from './sources.module.css'

function Row({ source }: { readonly source: SourceView }): React.ReactElement {
  const me = usePerson()
  const { id, name, kind, state, lastEventAt, lastEventText, lastFaultText } = source
  const unknown = source.players.filter(isUnknown).length
  const kindName = sourceKindNames[kind]
  const beside = [
    ...(name === kindName ? [] : [kindName]),
    ...(me === null || source.personId === me.id ? [] : [texts.of(source.personName)]),
  ]
  return (
    <li className={row.row}>
      <SourceMark kind={kind} />
      <div className={row.text}>
        <div className={row.head}>
          <h2 className={row.title}>
            <Link to="/sources/$id" params={{ id }}>
              {name}
            </Link>
          </h2>
          <SourceStateWord state={state} />
          {beside.length > 0 && <span className={row.soft}>{beside.join(' · ')}</span>}
        </div>
        {lastEventAt !== null && (
          <p className={row.soft}>
            {lastEventText ?? texts.last}, <Since at={lastEventAt} />
          </p>
        )}
        {state === 'unreadable' && lastFaultText !== null && <p className={row.soft}>{lastFaultText}</p>}
        {unknown > 0 && (
          <p className={styles.unknown}>
            <Shape name="triangle" />
            <span>{texts.unknownUsers(unknown)}</span>
          </p>
        )}
      </div>
    </li>
  )
}

/** A source: mark and name, whether anything arrives, and whom it does not know. */
export const SourceRow: React.MemoExoticComponent<typeof Row> = memo(Row)
