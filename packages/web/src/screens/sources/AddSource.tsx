import { installLinks } from '@cuemark/services/sources'
import { Link, useNavigate } from '@tanstack/react-router'
import { say } from '../../data/messages.ts'
import { type NewSourceKind, useCreateSource } from '../../data/sources.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { Page } from '../../kit/Page.tsx'
import row from '../../kit/row.module.css'
import { SourceMark } from '../../kit/SourceMark.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { sourceKindNames, sourceKindTexts, sourceTexts as texts } from '../../texts/sources.ts'
import styles from './sources.module.css'

const kinds: readonly NewSourceKind[] = [
  'stremio_addon',
  'jellyfin',
  'emby',
  'plex',
  'tautulli',
  'kodi',
  'api',
]

function Kind({
  kind,
  children,
  end,
}: {
  readonly kind: keyof typeof sourceKindNames
  readonly children?: React.ReactNode
  readonly end: React.ReactNode
}): React.ReactElement {
  return (
    <li className={`${row.row} ${styles.kind}`}>
      <SourceMark kind={kind} />
      <div className={row.text}>
        <h2 className={row.title}>{sourceKindNames[kind]}</h2>
        <p className={row.soft}>{sourceKindTexts[kind]}</p>
        {children}
      </div>
      <div className={row.end}>{end}</div>
    </li>
  )
}

/** What can tell of playback. Choosing one makes its secret address; the page of the source says what to do with it. */
export function AddSource(): React.ReactElement {
  const create = useCreateSource()
  const navigate = useNavigate()
  const https = installLinks(window.location.origin).problem
  const add = (kind: NewSourceKind): void =>
    create.mutate(kind, {
      onSuccess: ({ source }) =>
        void navigate({ to: '/sources/$id', params: { id: source.id }, replace: true }),
      onError: (error) => say(alertTexts.failed(error.message), { tone: 'error' }),
    })
  return (
    <Page title={texts.addTitle} lead={texts.addText} above={<Link to="/sources">{texts.all}</Link>}>
      <ul className={row.rows}>
        {kinds.map((kind) => (
          <Kind
            key={kind}
            kind={kind}
            end={
              <Button
                label={texts.addOf(sourceKindNames[kind])}
                loading={create.isPending && create.variables === kind}
                disabled={create.isPending}
                onClick={() => add(kind)}
              >
                {texts.addShort}
              </Button>
            }
          >
            {kind === 'stremio_addon' && https !== null && <p className={row.why}>{https}</p>}
          </Kind>
        ))}
        <Kind kind="stremio_account" end={<ButtonLink to="/accounts">{texts.toAccounts}</ButtonLink>}>
          <p className={row.soft}>{texts.addAccount}</p>
        </Kind>
      </ul>
    </Page>
  )
}
