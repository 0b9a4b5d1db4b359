package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceSpreadTest {
    private static final WorkerDevice A = new WorkerDevice.Cuda(0, "GPU-a");
    private static final WorkerDevice B = new WorkerDevice.Cuda(1, "GPU-b");
    private static final WorkerDevice C = new WorkerDevice.Cuda(2, "GPU-c");

    private final DeviceSpread three = new DeviceSpread(List.of(A, B, C));

    @Test
    void replicasOfOneModelGoToDifferentDevices() {
        assertEquals(on(A, B, C), three.choose("m", 3, List.of()));
    }

    @Test
    void moreReplicasThanDevicesShareThemEvenly() {
        assertEquals(on(A, B, C, A, B), three.choose("m", 5, List.of()));
    }

    @Test
    void anotherModelTakesTheEmptiestDevice() {
        List<DeviceSpread.Placed> present = List.of(placed("m", A), placed("m", B));

        assertEquals(on(C, A), three.choose("n", 2, present));
    }

    @Test
    void aModelKeepsAwayFromItselfEvenWhereOthersAreFewer() {
        List<DeviceSpread.Placed> present =
                List.of(placed("m", C), placed("n", A), placed("n", A), placed("n", B));

        assertEquals(on(B, A), three.choose("m", 2, present));
    }

    @Test
    void aDeviceThatWasGivenBackIsTheNextToBeTaken() {
        // Given one replica on each device, when that on the second is removed
        List<DeviceSpread.Placed> present = List.of(placed("m", A), placed("m", C));

        // Then
        assertEquals(on(B), three.choose("m", 1, present));
    }

    @Test
    void withoutDevicesNobodyIsGivenOne() {
        assertEquals(
                List.of(Optional.empty(), Optional.empty()),
                new DeviceSpread(List.of()).choose("m", 2, List.of()));
    }

    private static DeviceSpread.Placed placed(String model, WorkerDevice device) {
        return new DeviceSpread.Placed(model, device);
    }

    private static List<Optional<WorkerDevice>> on(WorkerDevice... devices) {
        return List.of(devices).stream().map(Optional::of).toList();
    }
}
