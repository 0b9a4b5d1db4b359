package io.aifactory.factory.importing;

import io.aifactory.factory.work.Watch;
import io.aifactory.languagemodel.importing.ImportWatch;

/** Tells a watch of an import; the watch stops it by its exception. */
final class ImportProgress {
    private ImportProgress() {}

    static ImportWatch of(Watch watch) {
        return (bytes, total) -> {
            watch.passed(bytes, total);
            return true;
        };
    }
}
