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
    title: {
      text: title,
      left: 'center',
      textStyle: { fontSize: 14, width: WIDTH - 80, overflow: 'truncate' as const },
    },
    legend: { show: series.length > 1, bottom: 8 },
    grid: { left: 24, right: 32, top: 56, bottom: series.length > 1 ? 56 : 24, containLabel: true },
    xAxis: { type: 'category' as const, data: [...labels], axisLabel: { hideOverlap: true } },
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
