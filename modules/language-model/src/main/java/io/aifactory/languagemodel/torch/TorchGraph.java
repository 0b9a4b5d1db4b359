package io.aifactory.languagemodel.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** A TorchScript module run by libtorch through DJL. */
final class TorchGraph implements Graph {
    /** What DJL does around a call. */
    enum Mode {
        /** libtorch's inference mode: least overhead, no gradients. */
        INFERENCE,
        /** Methods may switch gradients on; DJL then passes nothing but tensors. */
        TRAINING
    }

    private final Thread owner = Thread.currentThread();
    private final Device device;
    private final PtNDManager manager;
    private final Mode mode;
    private final PtSymbolBlock module;
    private final Set<TorchTensors> lists = new LinkedHashSet<>();
    private final CallBuffers buffers = new CallBuffers();
    private final DeviceQueue queue;

    private TorchGraph(Device device, PtNDManager manager, Mode mode, PtSymbolBlock module) {
        this.device = device;
        this.manager = manager;
        this.mode = mode;
        this.module = module;
        this.queue = DeviceQueue.of(device);
    }

    static Graph open(GraphSource source, Device device, Mode mode) {
        byte[] archive = TorchScriptArchive.bytes(source.className(), source.text());
        return guarded(
                "cannot start libtorch on " + device,
                () -> {
                    PtNDManager manager = TorchRuntime.open(device);
                    Path file = Files.createTempFile("graph", ".pt");
                    try {
                        Files.write(file, archive);
                        PtSymbolBlock module =
                                JniUtils.loadModule(
                                        manager, file, true, new String[0], new String[0], true);
                        return new TorchGraph(device, manager, mode, module);
                    } catch (Throwable failure) {
                        manager.close();
                        throw failure;
                    } finally {
                        Files.delete(file);
                    }
                });
    }

    private record TorchTensor(PtNDArray array) implements Tensor {
        @Override
        public void close() {
            array.close();
        }
    }

    /** The tensors, and the same as one value for calls in inference mode. */
    private static final class TorchTensors implements Tensors {
        private final List<PtNDArray> arrays;
        private final IValue value;
        private final Set<TorchTensors> open;

        TorchTensors(List<PtNDArray> arrays, IValue value, Set<TorchTensors> open) {
            this.arrays = arrays;
            this.value = value;
            this.open = open;
        }

        @Override
        public void close() {
            if (open.remove(this)) {
                value.close();
            }
        }
    }

    @Override
    public Tensor bytes(ByteBuffer bytes) {
        checkOwner();
        return guarded(
                "cannot put bytes on " + manager.getDevice(),
                () ->
                        new TorchTensor(
                                manager.create(
                                        bytes, new Shape(bytes.remaining()), DataType.INT8)));
    }

    @Override
    public Tensors list(List<Tensor> tensors) {
        checkOwner();
        List<PtNDArray> arrays = tensors.stream().map(t -> ((TorchTensor) t).array()).toList();
        IValue value = IValue.listFrom(arrays.toArray(PtNDArray[]::new));
        TorchTensors list = new TorchTensors(arrays, value, lists);
        lists.add(list);
        return list;
    }

    @Override
    public Tensor create(String method, long[] integers, double[] reals, Tensors... tensors) {
        return guarded(
                method + " failed",
                () -> {
                    try (PtNDManager step = subManager()) {
                        PtNDArray result = call(step, method, integers, reals, tensors);
                        result.attach(manager);
                        return new TorchTensor(result);
                    }
                });
    }

    @Override
    public double[] compute(String method, long[] integers, double[] reals, Tensors... tensors) {
        return guarded(
                method + " failed",
                () -> {
                    try (PtNDManager step = subManager()) {
                        return call(step, method, integers, reals, tensors).toDoubleArray();
                    }
                });
    }

    @Override
    public Pending begin(String method, long[] integers, double[] reals, Tensors... tensors) {
        Tensor result = create(method, integers, reals, tensors);
        DeviceQueue.Mark mark = guarded(method + " failed", queue::mark);
        return () ->
                guarded(
                        method + " failed",
                        () -> {
                            checkOwner();
                            try (result;
                                    mark) {
                                mark.await();
                                return ((TorchTensor) result).array().toDoubleArray();
                            }
                        });
    }

    @Override
    public ByteBuffer read(String method, long[] integers, double[] reals, Tensors... tensors) {
        return guarded(
                method + " failed",
                () -> {
                    try (PtNDManager step = subManager()) {
                        return call(step, method, integers, reals, tensors).toByteBuffer();
                    }
                });
    }

    private PtNDManager subManager() {
        checkOwner();
        return (PtNDManager) manager.newSubManager();
    }

    private PtNDArray call(
            PtNDManager step, String method, long[] integers, double[] reals, Tensors... tensors) {
        PtNDArray whole = onProcessor(step, buffers.of(integers), integers.length, DataType.INT64);
        PtNDArray real = onProcessor(step, buffers.of(reals), reals.length, DataType.FLOAT64);
        return switch (mode) {
            case INFERENCE -> callInInferenceMode(step, method, whole, real, tensors);
            case TRAINING -> callWithTensors(step, method, whole, real, tensors);
        };
    }

    private PtNDArray callInInferenceMode(
            PtNDManager step, String method, PtNDArray whole, PtNDArray real, Tensors... tensors) {
        IValue[] arguments = new IValue[2 + tensors.length];
        try (IValue integers = IValue.from(whole);
                IValue reals = IValue.from(real)) {
            arguments[0] = integers;
            arguments[1] = reals;
            for (int i = 0; i < tensors.length; i++) {
                arguments[2 + i] = ((TorchTensors) tensors[i]).value;
            }
            try (IValue result = IValueUtils.runMethod(module, method, arguments)) {
                return result.toTensor(step);
            }
        }
    }

    private PtNDArray callWithTensors(
            PtNDManager step, String method, PtNDArray whole, PtNDArray real, Tensors... tensors) {
        NDList arguments = new NDList();
        arguments.add(whole);
        arguments.add(real);
        for (int i = 0; i < tensors.length; i++) {
            for (PtNDArray array : ((TorchTensors) tensors[i]).arrays) {
                // DJL gathers arrays of one such name into one list argument
                array.setName("list" + i + "[]");
                arguments.add(array);
            }
        }
        // an array of this name selects the method and is not passed itself
        NDArray selector = step.create(0);
        selector.setName("module_method:" + method);
        arguments.add(selector);
        return (PtNDArray) IValueUtils.forward(module, arguments, true).singletonOrThrow();
    }

    private static PtNDArray onProcessor(
            PtNDManager step, ByteBuffer content, int length, DataType type) {
        return JniUtils.createNdFromByteBuffer(
                step,
                content,
                new Shape(length),
                type,
                ai.djl.ndarray.types.SparseFormat.DENSE,
                ai.djl.Device.cpu());
    }

    @Override
    public int handles() {
        checkOwner();
        return manager.getManagedArrays().size() + lists.size();
    }

    private void checkOwner() {
        if (Thread.currentThread().threadId() != owner.threadId()) {
            throw new IllegalStateException(
                    "an engine is used by its owner thread only, " + owner.getName());
        }
    }

    private static <T> T guarded(String message, Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            if (e instanceof IllegalStateException || e instanceof EngineException) {
                throw e;
            }
            throw new EngineException(message, e);
        } catch (Exception e) {
            throw new EngineException(message, e);
        }
    }

    @Override
    public void close() {
        List.copyOf(lists).forEach(TorchTensors::close);
        module.close();
        manager.close();
        queue.close();
        if (device instanceof Device.Cuda) {
            // else libtorch keeps what was freed, and the driver counts it as taken
            JniUtils.emptyCudaCache();
        }
    }
}
