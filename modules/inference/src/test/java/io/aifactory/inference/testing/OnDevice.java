package io.aifactory.inference.testing;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.torch.CudaDriver;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test of a worker over a real engine, for every device: on the processor, and with {@code mvn
 * -Pgpu} on the CUDA device that the system property {@code aifactory.test.device} names. It is
 * skipped where that device is not there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("gpu")
@ExtendWith(OnDevice.Present.class)
public @interface OnDevice {
    /** Whether the device of this run is there. */
    final class Present implements ExecutionCondition {
        private static final System.Logger LOG = System.getLogger(OnDevice.class.getName());

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return switch (TinyLlama.DEVICE) {
                case Device.Cpu _ -> ConditionEvaluationResult.enabled("on the processor");
                case Device.Cuda _ when CudaDriver.devices() == 0 -> {
                    // Maven's summary counts what is skipped without saying why
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0}: no CUDA device",
                            context.getDisplayName());
                    yield ConditionEvaluationResult.disabled("no CUDA device");
                }
                case Device.Cuda(int index) -> ConditionEvaluationResult.enabled("cuda:" + index);
            };
        }
    }
}
