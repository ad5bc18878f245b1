export const doctorTexts = {
  title: 'Doctor',
  text: 'Paste what you have in hand: an address, the output of curl -i, a log line, a JSON body, a sentence from the screen.',
  privacy: 'Nothing you paste leaves this page.',
  input: 'What happened',
  placeholder: 'Paste here',
  service: 'Service',
  anyService: 'Find out by itself',
  examples: 'Examples',
  clear: 'Clear',
  waiting: 'The answer stands here as soon as something is pasted.',
  nothing:
    'No sign of a failure was found in this. Paste the whole answer, with its first line, or choose the service.',
  healthy: 'This answer is good. Nothing in it is a failure.',
  expected: 'This belongs to the normal course. Nothing is broken.',
  readAs: {
    address: 'Read as an address',
    transcript: 'Read as a transcript',
    log: 'Read as a log line',
    json: 'Read as JSON',
    sentence: 'Read as a sentence',
    nothing: 'Not understood',
  },
  corrected: { address: 'The right address', request: 'The right request' },
  copyCorrected: 'Copy',
  evidence: 'What decided it',
  probe: 'What would tell for certain',
  retry: {
    never: 'Trying again will not help.',
    now: 'Can be tried again at once.',
    after: (wait: string) => `Can be tried again in ${wait}`,
    at: (at: string) => `Works again ${at}`,
  },
  guess: '(a guess)',
  stuck: {
    how: 'How do you sign in?',
    code: 'By a link or button',
    device: 'With a code that I enter',
    close: 'Back to pasting',
  },
  again: 'Try again',
  broken: 'The Doctor could not be loaded. Check the connection to Cuemark and try again.',
}

/** Invented, without secrets; each shows another way of pasting. */
export const doctorExamples: readonly { readonly label: string; readonly text: string }[] = [
  {
    label: 'An authorize link',
    text: 'https://api.trakt.tv/oauth/authorize?response_type=code&client_id=0123456789abcdef&redirect_uri=urn:ietf:wg:oauth:2.0:oob',
  },
  {
    label: 'A curl transcript',
    text: 'HTTP/1.1 401 Unauthorized\ncontent-type: application/json; charset=utf-8\n\n{"Response":"False","Error":"Request limit reached!"}',
  },
  {
    label: 'A log line',
    text: '2026-03-02T21:14:07.118Z [error] Seerr request failed: connect ECONNREFUSED 192.168.1.20:5055',
  },
]
