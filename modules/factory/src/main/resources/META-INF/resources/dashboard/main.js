// Asks the factory's own API and draws what it answers; every figure comes from there.
import { loadTexts, number, short, text, time } from './text.js';
import { code, mark, showTable, showTiles } from './tables.js';
import { showFrontier, showLoss, showRate } from './charts.js';

const FAST_MILLIS = 1000;
const SLOW_EVERY = 3;

const connection = document.getElementById('connection');
const place = (id) => document.getElementById(id);
let rounds = 0;
let lastAnswer = new Date();
let documentsOf = new Map();

async function ask(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.json();
}

// A part of the factory that fails must not blank the others.
async function askOr(path, otherwise) {
  try {
    return await ask(path);
  } catch {
    return otherwise;
  }
}

const list = (answer) => (Array.isArray(answer) ? answer : (answer.items ?? answer.data ?? []));

function stateMark(state) {
  const good = ['READY', 'SERVING', 'SUCCEEDED', 'RUNNING'].includes(state);
  const bad = ['FAILED', 'DEGRADED', 'UNWELL', 'RESTARTING'].includes(state);
  return mark(state, good ? 'good' : bad ? 'bad' : '');
}

// A model version, and the adapters and the draft model beside it.
function served(deployment) {
  return deployment
    ? [deployment, ...deployment.adapters, ...(deployment.draft ? [deployment.draft] : [])].map((m) => m.modelVersion).join(' + ')
    : '–';
}

// The precision a worker keeps its model in, and what that loses beside float32.
function quality(worker, deployment) {
  const known = deployment?.quality;
  if (!worker.precision || worker.precision === 'f32' || known?.precision !== worker.precision) {
    return worker.precision || '–';
  }
  if (known.note) {
    return `${worker.precision}: ${text('notMeasured')}`;
  }
  const longer = 100 * (known.bitsPerByte / known.bitsPerByteF32 - 1);
  const figure = mark(text('qualityFigure', worker.precision, number(longer, 2), number(100 * known.topTokenAgreement, 1)), '');
  figure.title = text('qualityOf', number(known.bitsPerByte, 4), number(known.bitsPerByteF32, 4), number(known.tokens), known.text);
  return figure;
}

function showNow(overview, throughput) {
  const ready = overview.workers.filter((w) => w.state === 'READY').length;
  const estimated = overview.workers.length === 0 || overview.workers.some((w) => w.joulesEstimated);
  const energy = overview.generatedTokens > 0 ? overview.joules / overview.generatedTokens : null;
  showTiles(place('tiles'), [
    [text('tokensPerSecond'), number(throughput?.tokensPerSecond ?? overview.tokensPerSecond, 0)],
    [text('sequences'), number(throughput?.sequences ?? 0)],
    [text('queued'), number(throughput?.queued ?? 0)],
    [text('workersReady'), `${ready} / ${overview.workers.length}`],
    [text('generated'), number(overview.generatedTokens)],
    [`${text('joulesPerToken')} (${text(estimated ? 'estimated' : 'metered')})`, number(energy, 4)],
  ]);
  showTable(
    place('workers'),
    [
      { title: text('worker'), value: (w) => code(w.id) },
      { title: text('model'), value: (w) => w.model },
      { title: text('serves'), value: (w) => served(overview.deployments.find((d) => d.name === w.model)) },
      { title: text('state'), value: (w) => stateMark(w.state) },
      { title: text('device'), value: (w) => w.device || '–' },
      { title: text('quality'), value: (w) => quality(w, overview.deployments.find((d) => d.name === w.model)) },
      { title: text('slots'), number: true, value: (w) => `${w.runningSequences} / ${w.slots}` },
      { title: text('rate'), number: true, value: (w) => number(w.tokensPerSecond, 0) },
      { title: text('process'), number: true, value: (w) => String(w.pid || '–') },
      { title: text('restarts'), number: true, value: (w) => number(w.restarts) },
    ],
    overview.workers,
  );
  if (throughput?.perSecond) {
    showRate(throughput.perSecond);
  }
}

function showDatasets(datasets) {
  documentsOf = new Map(datasets.map((d) => [d.digest, d.statistics?.documentsKept]));
  showTable(
    place('datasets'),
    [
      { title: text('name'), value: (d) => d.name },
      { title: text('digest'), value: (d) => code(short(d.digest), d.digest) },
      { title: text('documents'), number: true, value: (d) => number(d.statistics?.documentsKept) },
      { title: text('vocabulary'), number: true, value: (d) => number(d.vocabulary) },
      { title: text('trainTokens'), number: true, value: (d) => number(d.trainTokens) },
      { title: text('heldOutTokens'), number: true, value: (d) => number(d.heldOutTokens) },
      { title: text('created'), value: (d) => time(d.createdAt) },
    ],
    datasets,
  );
}

async function showRuns(runs) {
  showTable(
    place('runs'),
    [
      { title: text('name'), value: (r) => r.name },
      { title: text('state'), value: (r) => stateMark(r.state) },
      { title: text('step'), number: true, value: (r) => `${number(r.step)} / ${number(r.steps)}` },
      { title: text('loss'), number: true, value: (r) => number(r.loss, 3) },
      { title: text('heldOut'), number: true, value: (r) => number(r.heldOutBitsPerByte, 3) },
      { title: text('bigram'), number: true, value: (r) => number(r.bigramBitsPerByte, 3) },
      { title: text('rate'), number: true, value: (r) => number(r.tokensPerSecond, 0) },
      { title: text('model'), value: (r) => r.modelVersion ?? '–' },
    ],
    runs,
  );
  const newest = runs.find((r) => r.state === 'RUNNING') ?? runs[0];
  if (newest) {
    const metrics = await askOr(`/api/v1/training-jobs/${newest.id}/metrics`, { points: [] });
    const points = (metrics.points ?? []).filter((p) => p.loss !== null && p.loss !== undefined);
    if (points.length > 0) {
      showLoss(points, newest.bigramBitsPerByte, newest.steps);
    }
  }
}

async function showModels(models) {
  const versions = [];
  for (const model of models.slice(0, 20)) {
    const details = await askOr(`/api/v1/models/${model.name}/versions`, []);
    versions.push(...list(details).slice(0, 5));
  }
  showTable(
    place('models'),
    [
      { title: text('model'), value: (v) => v.reference },
      { title: text('aliases'), value: (v) => [...v.aliases].join(', ') || '–' },
      { title: text('lineage'), wide: true, value: lineage },
      { title: text('heldOut'), number: true, value: (v) => number(v.metrics?.held_out_bits_per_byte, 3) },
      { title: text('created'), value: (v) => time(v.createdAt) },
    ],
    versions,
  );
}

function lineage(version) {
  const element = document.createElement('span');
  element.append(
    code(short(version.manifest), version.manifest),
    ` ← ${text('run')} `,
    code((version.runId ?? '–').slice(0, 12), version.runId ?? ''),
    ` ← ${text('dataset')} `,
    code(short(version.dataset), version.dataset ?? ''),
  );
  if (documentsOf.has(version.dataset)) {
    element.append(` ← ${number(documentsOf.get(version.dataset))} ${text('documents')}`);
  }
  return element;
}

function dominates(a, b) {
  const axes = [
    [a.tokensPerSecondPerUser, b.tokensPerSecondPerUser],
    [a.tokensPerSecondPerDevice, b.tokensPerSecondPerDevice],
    [-a.joulesPerToken, -b.joulesPerToken],
    [-a.moneyPerMillionTokens, -b.moneyPerMillionTokens],
  ];
  return axes.every(([x, y]) => x >= y) && axes.some(([x, y]) => x > y);
}

function showMeasured(frontiers) {
  const newest = frontiers[0];
  if (!newest) {
    place('frontier-note').textContent = text('nothingMeasured');
    return;
  }
  const points = newest.points.map((p) => ({
    ...p,
    onFrontier: !newest.points.some((other) => dominates(other, p)),
  }));
  place('frontier-note').textContent = text(
    'frontierNote',
    newest.modelVersion,
    newest.device,
    new Date(newest.measuredAt).toLocaleString(),
    text(points.some((p) => p.estimated) ? 'estimated' : 'metered'),
  );
  showFrontier(points);
  showTable(
    place('frontier'),
    [
      { title: text('clients'), number: true, value: (p) => number(p.concurrency) },
      { title: text('perUser'), number: true, value: (p) => number(p.tokensPerSecondPerUser, 1) },
      { title: text('total'), number: true, value: (p) => number(p.tokensPerSecondPerDevice, 1) },
      { title: text('ttft50'), number: true, value: (p) => number(p.firstTokenMillisP50, 0) },
      { title: text('ttft99'), number: true, value: (p) => number(p.firstTokenMillisP99, 0) },
      { title: text('joules'), number: true, value: (p) => number(p.joulesPerToken * 1e6, 0) },
      { title: text('money', newest.currency), number: true, value: (p) => number(p.moneyPerMillionTokens, 3) },
      { title: text('onFrontier'), value: (p) => text(p.onFrontier ? 'yes' : 'no') },
    ],
    points,
  );
}

async function refresh() {
  try {
    const [overview, throughput] = await Promise.all([
      ask('/api/v1/overview'),
      askOr('/api/v1/throughput', null),
    ]);
    showNow(overview, throughput);
    if (rounds % SLOW_EVERY === 0) {
      const [datasets, runs, models, frontiers] = await Promise.all(
        ['/api/v1/datasets', '/api/v1/training-jobs', '/api/v1/models', '/api/v1/frontiers'].map((path) =>
          askOr(path, []),
        ),
      );
      showDatasets(list(datasets));
      await showRuns(list(runs));
      await showModels(list(models));
      showMeasured(frontiers);
    }
    rounds += 1;
    lastAnswer = new Date();
    connection.className = '';
    connection.textContent = text('connected', lastAnswer.toLocaleTimeString());
  } catch {
    connection.className = 'lost';
    connection.textContent = text('lost', lastAnswer.toLocaleTimeString());
  } finally {
    setTimeout(refresh, FAST_MILLIS);
  }
}

await loadTexts();
refresh();
