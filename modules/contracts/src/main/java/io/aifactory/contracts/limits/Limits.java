package io.aifactory.contracts.limits;

/**
 * Upper bounds of what callers may send and cause. All sizes in bytes unless the name says
 * otherwise.
 */
public final class Limits {
    private Limits() {}

    /** Body of a chat or completion request. */
    public static final long COMPLETION_BODY_BYTES = 2L << 20;

    /** Messages of one chat request. */
    public static final int CHAT_MESSAGES = 2_048;

    /** Prompts of one completion request. */
    public static final int PROMPTS = 32;

    /** Inputs of one request for embeddings. */
    public static final int EMBEDDING_INPUTS = 2_048;

    /** Tokens of all inputs of one request for embeddings. */
    public static final int EMBEDDING_TOKENS = 300_000;

    /** Choices of one request. */
    public static final int CHOICES = 8;

    /** Stop strings of one request. */
    public static final int STOP_STRINGS = 4;

    /** Characters of one stop string. */
    public static final int STOP_STRING_CHARACTERS = 256;

    /** Token ids at which one request ends. */
    public static final int STOP_TOKENS = 64;

    /** Biased tokens of one request. */
    public static final int LOGIT_BIASES = 300;

    /** Alternatives reported for each token. */
    public static final int TOP_LOGPROBS = 20;

    /** Heap that the compiled grammars of one model may take together while nobody uses them. */
    public static final long GRAMMAR_CACHE_BYTES = 64L << 20;

    /** Heap that the masks of one grammar may take. */
    public static final long GRAMMAR_MASK_BYTES = 8L << 20;

    /** One document of a corpus; longer ones are rejected with a reason. */
    public static final int DOCUMENT_BYTES = 16 << 20;

    /** {@code config.json}, {@code tokenizer.json} and other JSON files of a model. */
    public static final int MODEL_JSON_BYTES = 64 << 20;

    /** Header of a safetensors file, as the format's reference implementation allows. */
    public static final int SAFETENSORS_HEADER_BYTES = 100_000_000;

    /** Tensors of one safetensors file. */
    public static final int SAFETENSORS_TENSORS = 100_000;

    /** LoRA adapters served beside one model. */
    public static final int ADAPTERS = 64;

    /** Files of one model version. */
    public static final int MODEL_FILES = 10_000;

    /** Tokens of a vocabulary. */
    public static final int VOCABULARY = 1 << 20;

    /** Optimiser steps of one training job. */
    public static final int TRAINING_STEPS = 10_000_000;

    /** Tokens of one optimiser step: rows times context. */
    public static final int TRAINING_STEP_TOKENS = 1 << 20;

    /** Parameters of a model to be trained on this machine. */
    public static final long TRAINING_PARAMETERS = 4_000_000_000L;

    /** Largest number of a request's priority, of either sign; smaller numbers go first. */
    public static final int PRIORITY = 1000;
}
