/** Texts of the command line, in one place. */
export const helpText = `cuemark: integrations that explain and mend themselves

  cuemark start                      serve the web interface and the API
  cuemark explain TEXT               say what a failure means: an address, a log line, JSON, a sentence
  cuemark explain --file FILE        the same for a file, such as a saved curl -i transcript
  some command | cuemark explain     the same for what another command printed
  cuemark explain --batch FILE       one JSON line in, one JSON line out
  cuemark --version

Options of explain
  --service NAME   whose failure it is: tmdb, omdb, trakt, mdblist, seerr, openai
  --json           print the whole answer as JSON

explain needs no server, no database and no network. Nothing leaves this machine.
`

export const explainTexts = {
  nothing: 'There is nothing to read. Give a text, a file with --file, or pipe something in.',
  healthy: 'This answer is good: nothing in it is a failure.',
  unread:
    'No sign of a failure was found in this. Paste the address, the status and the answer, as they are.',
  why: 'Why',
  what: 'What to do',
  signs: 'Read from',
  right: { address: 'The right address', request: 'The right request' },
  confidence: { certain: 'certain', likely: 'likely', guess: 'a guess' },
}
