// Charts on ECharts, which the factory serves itself; colours follow the page's light or dark look.
import { number, text } from './text.js';

const charts = new Map();

function chart(id, label) {
  const place = document.getElementById(id);
  place.setAttribute('aria-label', label);
  if (!charts.has(id)) {
    charts.set(id, window.echarts.init(place, null, { renderer: 'svg' }));
  }
  return charts.get(id);
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(name, position) {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: position === 'x' ? 28 : 52,
    nameTextStyle: { color: colour('--soft') },
    axisLabel: { color: colour('--soft') },
    splitLine: { lineStyle: { color: colour('--line') } },
  };
}

function base(x, y) {
  return {
    animation: false,
    grid: { left: 70, right: 20, top: 30, bottom: 45 },
    xAxis: axis(x, 'x'),
    yAxis: axis(y, 'y'),
    tooltip: { trigger: 'item' },
    textStyle: { color: colour('--ink') },
  };
}

// The loss is in nats a token, the held-out figures are in bits a byte: two scales.
export function showLoss(points, bigram, steps) {
  const target = chart('loss-chart', text('lossChart'));
  const heldOut = points.filter((p) => p.heldOutBitsPerByte !== null && p.heldOutBitsPerByte !== undefined);
  const option = base(text('step'), text('loss'));
  option.grid.right = 60;
  option.xAxis.max = steps;
  option.yAxis.scale = true;
  option.yAxis = [option.yAxis, { ...axis(text('bitsPerByte'), 'y'), scale: true, splitLine: { show: false } }];
  option.legend = { textStyle: { color: colour('--ink') }, top: 0 };
  option.series = [
    {
      name: text('loss'),
      type: 'line',
      showSymbol: false,
      color: colour('--main'),
      data: points.map((p) => [p.step, p.loss]),
    },
    {
      name: text('heldOut'),
      type: 'line',
      yAxisIndex: 1,
      color: colour('--good'),
      data: heldOut.map((p) => [p.step, p.heldOutBitsPerByte]),
    },
  ];
  if (bigram && heldOut.length > 0) {
    option.series.push({
      name: text('bigram'),
      type: 'line',
      yAxisIndex: 1,
      showSymbol: false,
      lineStyle: { type: 'dashed' },
      color: colour('--soft'),
      data: [
        [heldOut[0].step, bigram],
        [heldOut.at(-1).step, bigram],
      ],
    });
  }
  target.setOption(option, true);
}

export function showRate(perSecond) {
  const target = chart('rate-chart', text('rateChart'));
  const option = base('s', text('rate'));
  option.xAxis.min = -perSecond.length;
  option.xAxis.max = 0;
  option.series = [
    {
      type: 'line',
      showSymbol: false,
      areaStyle: { opacity: 0.15 },
      color: colour('--main'),
      data: perSecond.map((tokens, i) => [i - perSecond.length + 1, tokens]),
    },
  ];
  target.setOption(option, true);
}

export function showFrontier(points) {
  const target = chart('frontier-chart', text('frontierChart'));
  const option = base(text('perUser'), text('total'));
  option.legend = { textStyle: { color: colour('--ink') }, top: 0 };
  option.tooltip.formatter = (item) =>
    `${item.data[2]} ${text('clients')}: ${number(item.data[0], 1)} ${text('perUser')}, ${number(item.data[1], 1)} ${text('total')}`;
  const label = { show: true, position: 'top', color: colour('--ink'), formatter: (item) => item.data[2] };
  const data = (on) =>
    points
      .filter((p) => p.onFrontier === on)
      .sort((a, b) => a.tokensPerSecondPerUser - b.tokensPerSecondPerUser)
      .map((p) => [p.tokensPerSecondPerUser, p.tokensPerSecondPerDevice, p.concurrency]);
  option.series = [
    { name: text('frontierPoints'), type: 'line', symbolSize: 10, color: colour('--main'), label, data: data(true) },
    { name: text('otherPoints'), type: 'scatter', symbolSize: 9, color: colour('--soft'), label, data: data(false) },
  ];
  target.setOption(option, true);
}

window.addEventListener('resize', () => charts.forEach((one) => one.resize()));
