import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { Page } from '../../kit/Page.tsx'
import { shellTexts } from '../../texts/shell.ts'

export function NotFound(): React.ReactElement {
  const texts = shellTexts.notFound
  return (
    <Page title={texts.title} lead={texts.text}>
      <ButtonLink to="/" look="main">
        {texts.back}
      </ButtonLink>
    </Page>
  )
}
