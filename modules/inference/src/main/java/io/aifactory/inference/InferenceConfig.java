package io.aifactory.inference;

import io.aifactory.contracts.worker.PrecisionSetting;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Configuration of a worker. */
@ConfigMapping(prefix = "aifactory.inference")
public interface InferenceConfig {
    /** Name of this worker in its answers; a random one where absent. */
    Optional<String> workerId();

    /** Name under which the start-up model is served; with {@link #modelManifest}. */
    Optional<String> modelName();

    /** Digest ({@code sha256:<hex>}) of the manifest of the model to load at start. */
    Optional<String> modelManifest();

    /**
     * LoRA adapters to load beside the start-up model, each {@code name=sha256:<hex>} with the
     * digest of its manifest; requests give the name.
     */
    Optional<List<String>> adapters();

    /**
     * A smaller model that guesses next tokens for the start-up model, {@code name=sha256:<hex>}
     * with the digest of its manifest; none where absent. It must have the same tokenizer, is kept
     * in the same precision with the same slots, and counts for the memory budget. Tokens do not
     * depend on it; {@code speculation} bounds its guesses too, 0 = it is not loaded.
     */
    Optional<String> draft();

    /** Where the model computes: {@code cpu}, or {@code cuda:<index>}. */
    @WithDefault("cpu")
    String device();

    /**
     * Processor threads of one operation. Where absent, steps of each model that generates are
     * timed with several numbers when it is loaded, and the fastest is taken if it saves 5 % of the
     * time that all available processors take; else, and for embedding models, all of them.
     */
    OptionalInt threads();

    /**
     * What weights and KV cache are kept in and products are computed with: {@code f32}, {@code
     * bf16} (half the memory), {@code int8} (a quarter for matrices, by a scale for each row; the
     * KV cache as with f32), {@code int4} (a sixth for the matrices of blocks, in groups of 32
     * weights; all else as with bf16), or {@code auto}: f32, unless only bf16 fits the memory; with
     * an SLO the first of all of them that is expected to keep it. Embedding models are never kept
     * in int8 or int4, but as with auto.
     */
    @WithDefault("auto")
    PrecisionSetting precision();

    /** Sequences that run at once; for an embedding model, requests that share its steps. */
    @WithDefault("32")
    int slots();

    /** Tokens one slot holds, prompt and generated ones together; 0 = the model's context. */
    @WithDefault("0")
    int slotTokens();

    /**
     * Room to keep beginnings of prompts for prompts that begin alike, as a part of the room that
     * all slots have: 0.25 = one token for every four of the slots, 1 = as many again; 0 = keep
     * nothing. It is taken from the memory budget before a model is loaded.
     */
    @WithDefault("0.25")
    double prefixPool();

    /**
     * Host memory for blocks that the prefix pool gives up, in bytes; 0 = none. Where absent: none
     * on the processor, where the pool is in the same memory and {@code prefix-pool} is the better
     * use of it; on CUDA 4 GiB, or a quarter of the free memory where that is less. It is taken
     * from the memory budget on the processor, and from the host's memory on CUDA.
     */
    Optional<MemorySize> hostPool();

    /**
     * Bytes of a file for blocks that stand in the host pool, so that they are found when that has
     * given them up; encrypted with a key that only the process has; 0 = none. Needs a host pool.
     */
    @WithDefault("0")
    MemorySize diskPool();

    /** Where the disk pool's file is made; the system's folder for such files where absent. */
    Optional<Path> diskPoolFolder();

    /** Tokens of one engine step: what decoding sequences leave of it goes to prefill. */
    @WithDefault("256")
    int stepTokens();

    /**
     * Guesses at the next tokens of a sequence that one step checks at most, in [0, 15]; 0 = none.
     * They come from where its last tokens stand earlier in its prompt and text, or from a draft
     * model; as many are checked as pay by what steps are measured to take. Tokens do not depend on
     * it.
     */
    @WithDefault("8")
    int speculation();

    /**
     * Whether a step is begun before the tokens of the one before are known, where no running
     * sequence needs them (a grammar, penalties, drafts): the device need not wait for what is done
     * between two steps, but computes one token too many for a sequence that ends. Where absent: on
     * CUDA. Tokens do not depend on it.
     */
    Optional<Boolean> stepsAhead();

    /**
     * Time between two tokens of a running stream that prefill of other prompts may lead to: the
     * size of its chunks adapts to what steps are measured to take; 0 = only {@code step-tokens}.
     */
    @WithDefault("100ms")
    Duration itlTarget();

    /**
     * SLO: time to the first token of a prompt of {@code slo-prompt-tokens}. {@code precision=auto}
     * takes the most faithful width that keeps both targets; any time where absent.
     */
    Optional<Duration> sloTtft();

    /**
     * SLO: time between two tokens of a sequence. It takes the place of {@code itl-target}, and no
     * more sequences get a slot at once than keep it; any time where absent.
     */
    Optional<Duration> sloItl();

    /** Sequences at once for which a width must keep the SLO, in [1, 4096]. */
    @WithDefault("1")
    int sloSequences();

    /** Length of the prompts for which a width must keep the SLO, in [1, 1048576]. */
    @WithDefault("512")
    int sloPromptTokens();

    /**
     * How long the steps of a model are measured when it is loaded, about, so that it is known what
     * they take before the first request; choosing threads takes as long again. The shortest steps
     * are measured once in any case. 0 = not at all: threads are all processors, and step times are
     * learned from requests. In [0, 1 min]; not 0 with an SLO.
     */
    @WithDefault("1s")
    Duration calibration();

    /** Accepted sequences that may wait for a slot; more are refused. */
    @WithDefault("64")
    int waitingLimit();

    /**
     * How many times a running sequence may lose its slot to one with a smaller priority number; it
     * goes on later by computing its tokens again; 0 = never.
     */
    @WithDefault("3")
    int preemptions();

    /**
     * Waiting time that makes up for one unit of a sequence's priority number: so nobody is
     * overtaken for ever; 0 = priorities do not change the order of those that wait.
     */
    @WithDefault("30s")
    Duration priorityAgeing();

    /** Tokens that may wait for a client that reads too slowly; then its sequence is cancelled. */
    @WithDefault("1024")
    int outboundTokens();

    /**
     * Bytes that weights, KV slots and prefix pool may take together; where absent the free memory
     * of the device: the host's on the processor, that of the GPU on CUDA as NVML tells it.
     */
    Optional<MemorySize> memoryBudget();

    /** Part of a step's energy that its sequences share evenly, in [0, 1]; the rest by tokens. */
    @WithDefault("0.5")
    double energyBaseShare();

    /** How long running sequences may go on after the process was told to stop. */
    @WithDefault("30s")
    Duration drainLimit();

    /** Process that started this one: when it is gone, the worker ends. */
    OptionalLong parentPid();

    /**
     * File to write when ready: {@code {"pid","grpcPort","managementPort"}}. It appears whole or
     * not at all.
     */
    Optional<Path> announceFile();
}
