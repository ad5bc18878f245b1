import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { words } from '../texts/words.ts'
import { copyText } from './copy-text.ts'
import { Button, type ButtonProps } from './Button.tsx'

/** Copies a text and says so for a moment, at the same place. */
export function CopyButton({
  text,
  children = words.copy,
  look = 'plain',
}: {
  readonly text: () => string
  readonly children?: string
  readonly look?: NonNullable<ButtonProps['look']>
}): React.ReactElement {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Button
      look={look}
      icon={copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
      onClick={() => void copyText(text()).then(setCopied)}
    >
      {copied ? words.copied : children}
    </Button>
  )
}
