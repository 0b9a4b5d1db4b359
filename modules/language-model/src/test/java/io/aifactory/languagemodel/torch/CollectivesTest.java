package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import org.junit.jupiter.api.Test;

/** Why there is no tensor parallelism over libtorch's collectives (ADR 0029). */
class CollectivesTest {
    private static final String HEAD =
            """
            class Collectives(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    @Test
    void sumsOverAGroupNeedAGroupThatNothingHereCanMake() {
        String found =
                run(
                        """
                          def sum(self: __torch__.Collectives, integers: Tensor, reals: Tensor) -> Tensor:
                            y = ops._c10d_functional.all_reduce(reals, "sum", "0")
                            return ops._c10d_functional.wait_tensor(y)
                        """);
        assertTrue(found.contains("Could not resolve the process group"), found);
    }

    @Test
    void aGroupMadeInAGraphHasNoBackend() {
        String found =
                run(
                        """
                          def sum(self: __torch__.Collectives, integers: Tensor, reals: Tensor) -> Tensor:
                            group = __torch__.torch.classes.c10d.ProcessGroup.__new__(__torch__.torch.classes.c10d.ProcessGroup)
                            _0 = (group).__init__(0, 1)
                            op = __torch__.torch.classes.c10d.ReduceOp.__new__(__torch__.torch.classes.c10d.ReduceOp)
                            _1 = (op).__init__()
                            tensors, work = ops.c10d.allreduce_([reals], group, op, None, -1)
                            return tensors[0]
                        """);
        assertTrue(found.contains("No backend type associated with device type"), found);
    }

    private static String run(String method) {
        GraphSource source = new GraphSource("Collectives", HEAD + "\n" + method);
        EngineException refused =
                assertThrows(
                        EngineException.class,
                        () -> {
                            try (Graph graph =
                                    TorchGraph.open(
                                            source, new Device.Cpu(1), TorchGraph.Mode.INFERENCE)) {
                                graph.compute("sum", new long[] {0}, new double[] {1});
                            }
                        });
        return String.valueOf(refused.getCause());
    }
}
