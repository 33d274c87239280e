import { CHART_KINDS, type ChartData, type ChartKind, chartData } from '../../chart/chart-data.js'
import { UsageError } from '../../command-line/usage-error.js'
import { writeWholeFile } from '../../output/write-whole-file.js'
import type { MetaCommand, ResultRows } from '../meta-command.js'
import { find } from './crosstab.js'
import { requireStatement } from './run-again.js'

export const chart: MetaCommand = {
  names: ['chart'],
  usage: '\\chart [bar|line|histogram] [LABELS [VALUES…]] [to FILE.svg|png]',
  help: 'draw the result: labels and numbers by name or number of their columns; here, or into a file',
  group: 'Results',
  words: CHART_KINDS,
  completes: 'column',
  takesStatement: true,
  run: async (shell, words, given) => {
    const { kind, columns, file } = readWords(words)
    const statement = requireStatement(given)
    const result = await shell.fetch(statement)
    const data = chartData(result, { kind, ...placesOf(columns, result) })
    if (file === undefined) {
      const { terminalChart } = await import('../../chart/terminal-chart.js')
      return await shell.print(terminalChart(data, shell.space))
    }
    await writeChart(data, statement, file)
    shell.say(`${file} is written.`)
  },
}

function readWords(words: readonly string[]) {
  const to = words.findIndex((word) => word.toLowerCase() === 'to')
  const [file, another] = to === -1 ? [] : words.slice(to + 1)
  if (to !== -1 && (file === undefined || another !== undefined)) {
    throw new UsageError('Behind "to" there is one file.', '\\chart bar to invoices.svg')
  }
  const [first = '', ...rest] = to === -1 ? words : words.slice(0, to)
  const kind = CHART_KINDS.find((name): name is ChartKind => name === first.toLowerCase())
  const columns = kind === undefined ? [first, ...rest].filter((word) => word !== '') : rest
  return { kind, columns, file }
}

function placesOf(words: readonly string[], { columns }: ResultRows) {
  const [labels, ...values] = words.map((word) => find(columns, word, 0))
  return { labels, values: values.flatMap((place) => place ?? []) }
}

async function writeChart(data: ChartData, statement: string, file: string): Promise<void> {
  const extension = /\.(svg|png)$/i.exec(file)?.[1]?.toLowerCase()
  if (extension === undefined) {
    throw new UsageError(`A chart is not written to "${file}".`, 'name an .svg or a .png')
  }
  const { chartPng, chartSvg } = await import('../../chart/chart-image.js')
  const title = statement.replace(/\s+/g, ' ')
  const image = extension === 'svg' ? await chartSvg(data, title) : await chartPng(data, title)
  await writeWholeFile(file, image)
}
