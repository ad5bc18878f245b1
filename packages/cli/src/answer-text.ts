import type { Diagnosis, Retry } from '@cuemark/diagnosis'
import type { Explanation } from '@cuemark/services'
import { explainTexts as texts } from './texts.ts'

const width = 76

function wrap(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width - indent.length) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.map((entry) => `${indent}${entry}`).join('\n')
}

function durationText(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000)
  if (seconds < 90) return `${seconds} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  return `${Math.round(seconds / 3600)} h`
}

/** When to try again, in a sentence; a guess is said to be one. */
export function retryText(retry: Retry): string {
  const guess = 'basis' in retry && retry.basis === 'guess' ? ' (a guess)' : ''
  switch (retry.when) {
    case 'never':
      return 'Trying again does not help until it is mended.'
    case 'now':
      return 'Try again now.'
    case 'after':
      return `Try again in ${durationText(retry.delayMs)}${guess}.`
    case 'at':
      return `Works again at ${new Date(retry.at).toISOString()}${guess}.`
  }
}

function diagnosisText(diagnosis: Diagnosis): string {
  const head = `${diagnosis.title}\n${diagnosis.kind} · ${diagnosis.cause} · ${texts.confidence[diagnosis.confidence]}`
  const steps = diagnosis.remedy.map((step, index) => {
    const link = step.link === undefined ? '' : `\n     ${step.link}`
    return `${wrap(step.text, '     ').replace('     ', `  ${index + 1}. `)}${link}`
  })
  const signs = diagnosis.evidence.map((sign) => wrap(sign.text, '  '))
  return [
    head,
    `${texts.why}\n${wrap(diagnosis.explanation, '  ')}`,
    ...(steps.length === 0 ? [] : [`${texts.what}\n${steps.join('\n')}`]),
    wrap(retryText(diagnosis.retry), ''),
    ...(signs.length === 0 ? [] : [`${texts.signs}\n${signs.join('\n')}`]),
  ].join('\n\n')
}

/** The answer for a person at a terminal. */
export function answerText(explanation: Explanation): string {
  const parts: string[] = []
  if (explanation.diagnosis !== null) parts.push(diagnosisText(explanation.diagnosis))
  else if (explanation.corrected === null) parts.push(explanation.healthy ? texts.healthy : texts.unread)
  if (explanation.corrected !== null) {
    const { what, value, because } = explanation.corrected
    parts.push(`${texts.right[what]}\n  ${value}\n${wrap(because, '  ')}`)
  }
  return `${parts.join('\n\n')}\n`
}
