// Measures llama.cpp as it is told to, line by line, so that several engines can take turns.
//
//   node llama.mjs FILE.gguf THREADS [flash]
//
// Standard input: `decode SEQUENCES STEPS` or `prefill TOKENS`; for each line one of JSON comes back, as PeerBenchmark's.
// The lowest level of node-llama-cpp is used, its binding to llama.cpp: `decodeBatch` is one llama_decode, and what is timed is
// filling its batch and that call. Choosing tokens is not timed: the package starts a worker for each token, which
// is not llama.cpp's cost.
import {basename} from "node:path";
import {createInterface} from "node:readline";
import {getLlama} from "node-llama-cpp";

const CONTEXT = 64;
const SLOT_TOKENS = 256;
const [file, threads, flash] = process.argv.slice(2);

const llama = await getLlama({gpu: false, build: "never", maxThreads: Number(threads), logLevel: "error"});
const model = await llama.loadModel({modelPath: file});
const vocabulary = model.fileInfo.metadata.llama.vocab_size;
const sampler = new llama._bindings.AddonSampler(model._model);
sampler.applyConfig({temperature: 0});
const contexts = new Map();

function prompt(tokens) {
    return Uint32Array.from({length: tokens}, (_, i) => i * 37 % vocabulary);
}

/** One context for each number of sequences, each sequence with its own keys and values. */
async function context(sequences, tokens) {
    const key = `${sequences} ${tokens}`;
    if (!contexts.has(key)) {
        const made = await model.createContext({
            sequences,
            contextSize: tokens,
            batchSize: Math.max(512, sequences),
            threads: {ideal: Number(threads), min: Number(threads)},
            flashAttention: flash === "flash"
        });
        contexts.set(key, made._ctx);
    }
    return contexts.get(key);
}

/** One llama_decode; the logits of every sequence's last token are computed. Returns milliseconds. */
async function decode(ctx, position, tokens) {
    const start = process.hrtime.bigint();
    ctx.initBatch(tokens.reduce((sum, some) => sum + some.length, 0));
    const logits = tokens.map((some, sequence) => ctx.addToBatch(sequence, position, some, Uint32Array.of(some.length - 1))[0]);
    await ctx.decodeBatch();
    return {milliseconds: Number(process.hrtime.bigint() - start) / 1e6, logits};
}

async function measureDecode(sequences, steps) {
    const fresh = !contexts.has(`${sequences} ${SLOT_TOKENS}`);
    const ctx = await context(sequences, SLOT_TOKENS);
    ctx.setThreads(Number(threads));
    for (let sequence = 0; sequence < sequences; sequence++) {
        if (fresh) {
            ctx.initBatch(CONTEXT);
            ctx.addToBatch(sequence, 0, prompt(CONTEXT), Uint32Array.of(CONTEXT - 1));
            await ctx.decodeBatch();
        } else {
            ctx.removeTokenCellsFromSequence(sequence, CONTEXT, -1);
        }
    }
    const times = [];
    for (let step = 0; step <= steps; step++) {
        const tokens = Array.from({length: sequences}, (_, i) => Uint32Array.of((step * 101 + i * 13) % vocabulary));
        times.push((await decode(ctx, CONTEXT + step, tokens)).milliseconds);
    }
    const timed = times.slice(1).sort((a, b) => a - b); // the first one warms up
    return report(sequences, timed[timed.length >> 1], timed[0]);
}

async function measurePrefill(tokens) {
    const ctx = await context(1, Math.max(tokens, SLOT_TOKENS) + 128);
    ctx.setThreads(Number(threads));
    ctx.disposeSequence(0);
    const {milliseconds, logits} = await decode(ctx, 0, [prompt(tokens)]);
    return {...report(tokens, milliseconds, milliseconds), next: await ctx.sampleToken(logits[0], sampler)};
}

function report(tokens, milliseconds, best) {
    return {tokensPerSecond: tokens / milliseconds * 1e3, milliseconds, best};
}

for await (const line of createInterface({input: process.stdin})) {
    const [command, count, steps] = line.split(" ");
    const measured = command === "decode"
        ? await measureDecode(Number(count), Number(steps))
        : await measurePrefill(Number(count));
    console.log(JSON.stringify({engine: "llama.cpp", format: basename(file, ".gguf"), command: line, ...measured}));
}
process.exit(0);
