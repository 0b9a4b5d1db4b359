package io.aifactory.registry.verification;

import java.util.Arrays;
import java.util.Optional;

/** Element types of the safetensors format (crate {@code safetensors} 0.8.0). */
enum TensorType {
    F4(4),
    F6_E3M2(6),
    F6_E2M3(6),
    BOOL(8),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    I64(64),
    U64(64),
    F64(64),
    C64(64);

    private final int bits;

    TensorType(int bits) {
        this.bits = bits;
    }

    /** Bits of one element. */
    int bits() {
        return bits;
    }

    static Optional<TensorType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
