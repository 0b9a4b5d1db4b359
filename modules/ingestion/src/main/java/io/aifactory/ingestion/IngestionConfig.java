package io.aifactory.ingestion;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of ingestion. */
@ConfigMapping(prefix = "aifactory.ingestion")
public interface IngestionConfig {
    /**
     * Whether sources may be files and folders of this machine. Right while all ports are bound to
     * loopback; switch it off where strangers may send requests.
     */
    @WithDefault("true")
    boolean localSourcesEnabled();

    /**
     * Folder for what a running job writes before it publishes, relative to the working directory
     * if not absolute; made for its owner alone. What dead processes left is removed at the start.
     */
    @WithDefault(".aifactory/ingestion")
    Path workFolder();

    /** Executable that resolves {@code maven:} sources: a name on the PATH or a path. */
    @WithDefault("mvn")
    String maven();

    /** How long one run of that executable may take. */
    @WithDefault("5m")
    Duration mavenTimeout();

    /** Bytes that one source may have in all, after decompression. */
    @WithDefault("16G")
    MemorySize maxSourceBytes();

    /** Files that one source may have, entries of archives included. */
    @WithDefault("1000000")
    int maxSourceFiles();

    /** How many times larger than the file the content of an archive may be. */
    @WithDefault("200")
    int maxExpansion();

    /** Tokens of one shard; a shard ends with the document that reaches this number. */
    @WithDefault("16777216")
    int shardTokens();

    /** Jobs that may wait at the same time; more are refused with 429. */
    @WithDefault("100")
    int maxQueuedJobs();

    /** Least time between two saved states of a running job's progress. */
    @WithDefault("250ms")
    Duration progressInterval();
}
