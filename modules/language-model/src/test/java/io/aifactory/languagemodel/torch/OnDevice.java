package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
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
 * A test of what an engine computes, for every device: on the processor, and with {@code mvn -Pgpu}
 * on the one that the system property {@code aifactory.test.device} names, {@code cuda:0}. It is
 * skipped where that device is not there.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("gpu")
@ExtendWith(OnDevice.Present.class)
@interface OnDevice {
    /** The device of this run. */
    final class Chosen {
        private static final String CUDA = "cuda:";

        static final Device DEVICE = parse(System.getProperty("aifactory.test.device", "cpu"));

        private Chosen() {}

        static Device parse(String name) {
            if (name.equals("cpu")) {
                return new Device.Cpu(2);
            }
            if (name.startsWith(CUDA)) {
                return new Device.Cuda(Integer.parseInt(name.substring(CUDA.length())));
            }
            throw new IllegalArgumentException(
                    "aifactory.test.device must be cpu or cuda:<index>, not '" + name + "'");
        }
    }

    /** Whether the device of this run is there. */
    final class Present implements ExecutionCondition {
        private static final System.Logger LOG = System.getLogger(OnDevice.class.getName());

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            ConditionEvaluationResult result = present(Chosen.DEVICE, CudaDriver.devices());
            if (result.isDisabled()) {
                // Maven's summary counts what is skipped without saying why
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}: {1}",
                        context.getDisplayName(),
                        result.getReason().orElseThrow());
            }
            return result;
        }

        static ConditionEvaluationResult present(Device device, int cudaDevices) {
            return switch (device) {
                case Device.Cpu _ -> ConditionEvaluationResult.enabled("on the processor");
                case Device.Cuda _ when cudaDevices == 0 ->
                        ConditionEvaluationResult.disabled("no CUDA device");
                case Device.Cuda(int index) -> ConditionEvaluationResult.enabled("cuda:" + index);
            };
        }
    }
}
