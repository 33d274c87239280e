/** The keys of the line editor and what they do, for the docs and the manual. */
export const EDITOR_KEYS: readonly (readonly [string, string])[] = [
  ['Enter', 'runs what is complete, else begins a new line'],
  ['Alt-Enter', 'begins a new line'],
  [
    'Tab, Shift-Tab',
    'completes: keywords that the grammar takes, tables, columns by alias, lookups, conditions of joins, picklist values within quotes, functions, procedures and their arguments, properties, files, profiles',
  ],
  ['→ or End', 'at the end of the text, takes the suggestion from the history'],
  ['↑ ↓', 'between lines; at the edge, through the history of what begins alike'],
  ['Ctrl-R, Ctrl-S', 'searches the history, goes on, goes back; Enter runs what was found, Esc leaves'],
  ['Ctrl-A, Ctrl-E, Ctrl-U, Ctrl-K, Ctrl-W, Ctrl-Y, Alt-B, Alt-F, Alt-D', 'as in psql and bash'],
  ['Ctrl-_', 'takes the last change back'],
  ['Ctrl-C', 'stops the statement that runs, or drops the one being typed'],
  ['Ctrl-D', 'quits, on an empty line'],
  ['Ctrl-L, Ctrl-Z', 'clears the screen, suspends'],
]
