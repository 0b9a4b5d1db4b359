// Compares our engine with others on the same weights: prints Markdown tables. Builds and installs what it needs first.
//
//   node infra/benchmarks/peers/compare.mjs SHAPE [--rounds 5] [--threads 2] [--sequences 1,16,32] [--steps 16] [--prefill 512]
//       [--formats bf16,q8_0,q4_0] [--precisions all] [--folder infra/benchmarks/target] [--flash true] [--jlama true]
//
// SHAPE is a name that PeerModel knows. All engines are loaded and stay so; in each round every measurement goes through all of
// them in turn, in alternating order, so that what they are compared by lies within seconds. Only one of them works at a time.
import {execFileSync, spawn} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..", "..");
const options = {
    rounds: "5", threads: "2", sequences: "1,16,32", steps: "16", prefill: "512", formats: "bf16,q8_0,q4_0", precisions: "all",
    folder: join(here, "..", "target"), flash: "true", jlama: "true"
};
const [shape, ...rest] = process.argv.slice(2);
for (let i = 0; i < rest.length; i += 2) {
    const name = rest[i].replace(/^--/, "");
    if (!(name in options) || rest[i + 1] === undefined) {
        throw new Error(`unknown or without a value: ${rest[i]}`);
    }
    options[name] = rest[i + 1];
}
if (!shape) {
    throw new Error("which shape? See the first lines of this file.");
}

const module = join(root, "modules", "language-model", "target");
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
const folder = join(options.folder, shape);
const formats = options.formats.split(",");

function prepare() {
    const quiet = {cwd: root, stdio: ["ignore", "ignore", "inherit"]};
    execFileSync("mvn", ["-B", "-q", "-pl", "modules/language-model", "-am", "-DskipTests", "test-compile",
        "dependency:build-classpath", "-Dmdep.outputFile=target/classpath"], quiet);
    if (options.jlama === "true") {
        execFileSync("mvn", ["-B", "-q", "-f", join(here, "jlama-pom.xml"), "dependency:build-classpath",
            "-Dmdep.outputFile=target/jlama-classpath"], quiet);
    }
    if (!existsSync(join(here, "node_modules", "node-llama-cpp"))) {
        execFileSync("npm", ["install", "--prefix", here, "--no-package-lock", "--ignore-scripts"], quiet);
    }
}

function javaArguments(main, ...more) {
    const libraries = readFileSync(join(module, "classpath"), "utf8").trim();
    const classes = [join(module, "classes"), join(module, "test-classes"), libraries].join(":");
    return ["--enable-native-access=ALL-UNNAMED", "-cp", classes, `io.aifactory.languagemodel.peers.${main}`, ...more];
}

/** An engine in a process of its own, which answers one line for each. */
class Candidate {
    constructor(engine, format, command, parameters) {
        this.name = `${engine} ${format}`;
        this.engine = engine;
        this.format = format;
        this.process = spawn(command, parameters, {cwd: here, stdio: ["pipe", "pipe", "ignore"]});
        this.lines = createInterface({input: this.process.stdout})[Symbol.asyncIterator]();
    }

    async measure(command) {
        this.process.stdin.write(command + "\n");
        const {value, done} = await this.lines.next();
        if (done) {
            throw new Error(`${this.name} has ended`);
        }
        return JSON.parse(value);
    }
}

function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function digits(value) {
    if (Number.isNaN(value)) {
        return "–";
    }
    return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}

/** Median, and in brackets the smallest and the largest. */
function spread(values) {
    if (values.includes(undefined)) {
        return "–";
    }
    return `${digits(median(values))} (${digits(Math.min(...values))}–${digits(Math.max(...values))})`;
}

function table(title, rows) {
    console.log(`\n| ${[title, ...commands.map(([label]) => label)].join(" | ")} |`);
    console.log(`|${"---|".repeat(commands.length + 1)}`);
    rows.forEach(row => console.log(`| ${row.join(" | ")} |`));
}

prepare();
execFileSync(java, javaArguments("PeerModel", shape, folder, "huggingface", ...formats), {stdio: "inherit"});
const precisions = options.precisions === "all"
    ? execFileSync(java, javaArguments("PeerBenchmark", "precisions"), {encoding: "utf8"}).trim().split("\n")
    : options.precisions.split(",");
const commands = [
    [`prefill ${options.prefill}`, `prefill ${options.prefill}`],
    ...options.sequences.split(",").map(n => [`decode ${n}`, `decode ${n} ${options.steps}`])
];
const candidates = [
    ...formats.map(format => new Candidate("llama.cpp", format, process.execPath,
        [join(here, "llama.mjs"), join(folder, `${format}.gguf`), options.threads, ...(options.flash === "true" ? ["flash"] : [])])),
    ...(options.jlama === "true" ? [new Candidate("Jlama", "bf16", java, ["--add-modules", "jdk.incubator.vector", "-cp",
        readFileSync(join(here, "target", "jlama-classpath"), "utf8").trim(), join(here, "Jlama.java"), folder, options.threads])] : []),
    ...precisions.map(precision => new Candidate("ours", precision, java,
        javaArguments("PeerBenchmark", folder, precision, options.threads)))
];

// results[candidate][command] = one answer for each round
const results = candidates.map(() => commands.map(() => []));
for (let round = -1; round < Number(options.rounds); round++) {
    for (const [c, [, command]] of commands.entries()) {
        const order = [...candidates.keys()];
        for (const i of round % 2 ? order.reverse() : order) {
            const answer = await candidates[i].measure(command);
            if (round >= 0) { // the first one warms up
                results[i][c].push(answer);
            }
        }
    }
    console.error(round < 0 ? "warmed up" : `round ${round + 1} of ${options.rounds}`);
}
candidates.forEach(candidate => candidate.process.stdin.end());

const rate = (i, c) => results[i][c].map(answer => answer.tokensPerSecond);
const fastest = (i, c) => Math.max(...results[i][c].map(answer => answer.tokensPerSecond * answer.milliseconds / answer.best));
const best = commands.map((_, c) => candidates.map((_, i) => i).filter(i => candidates[i].engine === "llama.cpp")
    .reduce((a, b) => median(rate(b, c)) > median(rate(a, c)) ? b : a));

table("tok/s, median of the rounds (smallest–largest)", candidates.map((candidate, i) =>
    [candidate.name, ...commands.map((_, c) => spread(rate(i, c)))]));
table("tok/s of the fastest step of all rounds", candidates.map((candidate, i) =>
    [candidate.name, ...commands.map((_, c) => digits(fastest(i, c)))]));
table("ratio within a round to the best llama.cpp", [
    ["which is", ...commands.map((_, c) => candidates[best[c]].format)],
    ...candidates.map((candidate, i) => [candidate.name, ...commands.map((_, c) =>
        spread(rate(i, c).map((value, round) => value / rate(best[c], c)[round])))]).filter((_, i) => candidates[i].engine === "ours")
]);
console.log("\nToken that follows the prompt: "
    + candidates.map((candidate, i) => `${candidate.name} ${results[i][0][0].next}`).join(", "));
