package io.aifactory.registry.verification;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;

/** Errors about one file of a model. */
final class InvalidModel {
    private InvalidModel() {}

    static FactoryException file(String path, String problem) {
        return new FactoryException(
                ErrorCode.MODEL_INVALID, "File '" + path + "' " + problem + ".");
    }

    static FactoryException manifest(String problem) {
        return new FactoryException(ErrorCode.MODEL_INVALID, "The manifest " + problem + ".");
    }
}
