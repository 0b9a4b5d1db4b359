package io.aifactory.languagemodel.torch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts libtorch once per process, offline and without telemetry, and prepares the owner thread of
 * an engine. The one place where DJL's system properties are set; a value given with {@code -D}
 * wins. Natives are unpacked from the class path into {@code DJL_CACHE_DIR} (default {@code
 * ~/.djl.ai}) on first use; a libtorch that the user has is found through {@code
 * PYTORCH_LIBRARY_PATH}, environment variable or system property (see {@link OwnLibtorch}).
 *
 * <p>What is wrong with a libtorch that the user names is said in the message.
 *
 * <p>The process may abort in native static destructors when it exits: short-lived programs flush
 * their output and end with {@link Runtime#halt}.
 */
public final class TorchRuntime {
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    // never download natives
                    "ai.djl.offline", "true",
                    "OPT_OUT_TRACKING", "true",
                    // the profiling executor re-optimises for every new shape
                    "ai.djl.pytorch.graph_optimizer", "false",
                    "ai.djl.pytorch.num_interop_threads", "1");

    private TorchRuntime() {}

    /** Version of libtorch; loads it. */
    public static String version() {
        return engine().getVersion();
    }

    /**
     * A memory manager on the device, with the calling thread prepared to own an engine.
     *
     * @throws IllegalStateException on a virtual thread: libtorch keeps thread pools and settings
     *     per operating-system thread
     */
    static PtNDManager open(Device device) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("an engine must be owned by a platform thread");
        }
        Engine engine = engine();
        JniUtils.setGraphExecutorOptimize(false);
        return switch (device) {
            case Device.Cpu cpu -> {
                JniUtils.setNumThreads(cpu.threads());
                yield (PtNDManager) engine.newBaseManager(ai.djl.Device.cpu());
            }
            case Device.Cuda cuda -> {
                CudaPresence.require(
                        cuda, CudaDriver.devices(), Path.of(LibUtils.getLibtorchPath()));
                yield (PtNDManager) engine.newBaseManager(ai.djl.Device.gpu(cuda.index()));
            }
        };
    }

    /**
     * Operations of the calling thread get so many threads from now on. OpenMP keeps the number for
     * each thread that begins parallel work, so it can be changed at any time, for that thread.
     */
    static void useThreads(int threads) {
        engine();
        JniUtils.setNumThreads(threads);
    }

    private static Engine engine() {
        try {
            OwnLibtorch.ofThisProcess().ifPresent(OwnLibtorch::use);
            return Started.ENGINE;
        } catch (IllegalArgumentException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new EngineException("libtorch cannot be loaded on this machine", e);
        }
    }

    /** Loads libtorch when it is first needed. */
    private static final class Started {
        static final Engine ENGINE = start();

        private static Engine start() {
            WaitPolicy.spinBriefly();
            PROPERTIES.forEach((name, value) -> {
                if (System.getProperty(name) == null) {
                    System.setProperty(name, value);
                }
            });
            return Engine.getEngine("PyTorch");
        }
    }
}
