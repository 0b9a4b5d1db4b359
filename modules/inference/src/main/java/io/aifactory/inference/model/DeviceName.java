package io.aifactory.inference.model;

import io.aifactory.languagemodel.Device;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Devices as people write them. */
public final class DeviceName {
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    private DeviceName() {}

    /**
     * @param threads of the processor, where it is that
     * @throws IllegalArgumentException if it is none
     */
    public static Device parse(String text, int threads) {
        if (text.equals("cpu")) {
            return new Device.Cpu(threads);
        }
        Matcher cuda = CUDA.matcher(text);
        if (!cuda.matches()) {
            throw new IllegalArgumentException(
                    "aifactory.inference.device must be cpu or cuda:<index>, not '" + text + "'");
        }
        String index = cuda.group(1);
        return new Device.Cuda(index == null ? 0 : Integer.parseInt(index));
    }

    /** As people read it, for example {@code cpu, 3 threads}. */
    public static String of(Device device) {
        return switch (device) {
            case Device.Cpu(int threads) ->
                    "cpu, %d %s".formatted(threads, threads == 1 ? "thread" : "threads");
            case Device.Cuda(int index) -> "cuda:" + index;
        };
    }
}
