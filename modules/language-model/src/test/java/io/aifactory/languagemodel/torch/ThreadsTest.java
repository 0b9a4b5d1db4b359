package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.pytorch.jni.JniUtils;
import io.aifactory.languagemodel.Device;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void theirNumberCanBeChangedAfterParallelWork() {
        TorchLimits.measure(new Device.Cpu(2));
        assertEquals(2, JniUtils.getNumThreads());

        new TorchLanguageModels().useThreads(1);
        assertEquals(1, JniUtils.getNumThreads());

        new TorchLanguageModels().useThreads(2);
        assertEquals(2, JniUtils.getNumThreads());
    }
}
