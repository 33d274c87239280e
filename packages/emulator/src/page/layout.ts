import { type Html, html } from './html.js'

const STYLE = html`
:root { color-scheme: light dark; --line: #d8dde6; --quiet: #5c6670; --accent: #0b5cab; --paper: #fff; --back: #f4f6f9; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --line: #39424e; --quiet: #9aa7b4; --accent: #78b0f0; --paper: #1b2027; --back: #12161b; --bad: #ff8a80 } }
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.45 system-ui, sans-serif; background: var(--back); color: CanvasText }
header { background: var(--paper); border-bottom: 1px solid var(--line); padding: 14px 24px; display: flex; gap: 16px; align-items: baseline; flex-wrap: wrap }
h1 { font-size: 18px; margin: 0 } h2 { font-size: 15px; margin: 0 0 10px }
main { padding: 20px 24px; display: grid; gap: 20px; grid-template-columns: minmax(300px, 4fr) minmax(0, 7fr); align-items: start; max-width: 1500px; margin: auto }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 16px; min-width: 0 }
section.wide { grid-column: 1 / -1 }
main.card { display: block; max-width: 400px; padding-top: 60px }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600; color: var(--quiet) }
th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); vertical-align: top } tbody tr:last-child :is(td, th) { border-bottom: 0 }
.records td { white-space: nowrap; max-width: 320px; overflow: hidden; text-overflow: ellipsis } th[scope=row] { white-space: nowrap }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.quiet { color: var(--quiet) } .bad { color: var(--bad) }
code, .code { font: 12.5px/1.45 ui-monospace, monospace; overflow-wrap: anywhere }
.scroll { max-height: 560px; overflow: auto } .scroll thead th { position: sticky; top: 0; background: var(--paper) }
a { color: var(--accent) }
label { display: block; margin: 12px 0 4px; font-weight: 600 }
input[type=text], input[type=password], input[type=search] { width: 100%; padding: 8px; border: 1px solid var(--line); border-radius: 6px; font: inherit; background: transparent; color: inherit }
button { padding: 7px 14px; border: 1px solid var(--line); border-radius: 6px; font: inherit; background: transparent; color: inherit; cursor: pointer }
button.main { background: var(--accent); border-color: var(--accent); color: var(--paper) }
button.small { padding: 1px 8px; font-size: 12px } .buttons { display: flex; gap: 10px; margin-top: 18px }
@media (max-width: 900px) { main { grid-template-columns: minmax(0, 1fr) } }
`

/** A whole page. */
export function layout(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`
}

/** A small page in the middle: a form, or a few words. */
export function card(title: string, content: Html): Html {
  return layout(title, html`<main class="card"><section><h1>${title}</h1>${content}</section></main>`)
}
