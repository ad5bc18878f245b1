import type { AlertView } from '@cuemark/contract'

const line = (name: string, value: string | number | null): string[] =>
  value === null || value === '' ? [] : [`${name}: ${value}`]

/** Plain text of an alert for a bug report. Its evidence was cleaned of secrets before it was stored. */
export function reportOf(alert: AlertView, version: string): string {
  const { evidence } = alert
  const parts = [
    ...line('Title', alert.title),
    ...line('Service', alert.service),
    ...line('Kind', alert.kind),
    ...line('Cause', alert.cause),
    ...line('Confidence', alert.confidence),
    ...line('State', alert.state),
    ...line('First seen', new Date(alert.firstSeenAt).toISOString()),
    ...line('Last seen', new Date(alert.lastSeenAt).toISOString()),
    ...line('Count', alert.count),
    ...line('Cuemark', version),
    '',
    alert.explanation,
  ]
  if (evidence === null) return parts.join('\n')
  const headers = Object.entries(evidence.headers).map(([name, value]) => `${name}: ${value}`)
  return [
    ...parts,
    '',
    ...(evidence.url === null ? [] : [`${evidence.method ?? ''} ${evidence.url}`.trim()]),
    ...line('Status', evidence.status),
    ...line('Transport', evidence.transport),
    ...headers,
    ...(evidence.bodyStart === null ? [] : ['', evidence.bodyStart]),
  ].join('\n')
}
