import { CertSqlError } from '@certsql/core'
import type { ChartData } from './chart-data.js'

const WIDTH = 1_000
const HEIGHT = 600

/** The chart as an image in the format of vectors; drawn without a browser. */
export async function chartSvg(data: ChartData, title: string): Promise<string> {
  const echarts = await loadOptional('echarts', () => import('echarts'))
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  try {
    chart.setOption(optionsOf(data, title))
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

/** The same in pixels. */
export async function chartPng(data: ChartData, title: string): Promise<Uint8Array> {
  const svg = await chartSvg(data, title)
  const { Resvg } = await loadOptional('@resvg/resvg-js', () => import('@resvg/resvg-js'))
  const image = new Resvg(svg, { background: 'white', fitTo: { mode: 'zoom', value: 2 } })
  return image.render().asPng()
}

function optionsOf({ kind, labels, series }: ChartData, title: string) {
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'Helvetica, Arial, sans-serif' },
    title: { text: shortened(title, LONGEST_TITLE), left: 'center', textStyle: { fontSize: 14 } },
    legend: { show: series.length > 1, bottom: 8 },
    grid: { left: 24, right: 32, top: 56, bottom: series.length > 1 ? 56 : 24, containLabel: true },
    xAxis: { type: 'category' as const, data: [...labels], axisLabel: labelsOf(labels) },
    yAxis: { type: 'value' as const },
    series: series.map(({ name, values }) => ({
      name,
      type: kind === 'line' ? ('line' as const) : ('bar' as const),
      data: [...values],
      showSymbol: values.length < 60,
      ...(kind === 'histogram' && { barCategoryGap: '2%' }),
    })),
  }
}

/** How wide letters are is not known without a browser: room is counted in characters. */
const LONGEST_TITLE = 95
const LONGEST_LABEL = 18
const CHARACTERS_OF_AN_AXIS = 110
/** More labels than this are not all shown. */
const MOST_LABELS = 40

/** Labels that have no room beside each other are turned. */
function labelsOf(labels: readonly string[]) {
  const widest = Math.max(0, ...labels.map((label) => label.length))
  const formatter = (label: string) => shortened(label, LONGEST_LABEL)
  if ((Math.min(widest, LONGEST_LABEL) + 2) * labels.length <= CHARACTERS_OF_AN_AXIS) {
    return { interval: 0, formatter }
  }
  return {
    rotate: 40,
    formatter,
    ...(labels.length <= MOST_LABELS ? { interval: 0 } : { hideOverlap: true }),
  }
}

function shortened(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

async function loadOptional<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: `Charts in files need the package ${name}, which is not installed.`,
      hint: `npm install ${name}; without a file the chart is drawn here`,
      cause: error,
    })
  }
}
