package io.aifactory.ingestion.pipeline;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Kept documents on disk: written once, then read from the beginning as often as needed. */
final class Spool implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final WorkFolder folder;
    private final Path file;
    private final DataOutputStream out;
    private final List<Long> splitKeys = new ArrayList<>();

    Spool(WorkFolder folder) {
        this.folder = folder;
        this.file = folder.path().resolve("documents");
        try {
            this.out =
                    new DataOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    void add(KeptDocument document) {
        try {
            document.write(out);
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
        splitKeys.add(document.splitKey());
    }

    List<Long> splitKeys() {
        return Collections.unmodifiableList(splitKeys);
    }

    /** Uses each document in the order in which they were added. */
    interface Use {
        void document(KeptDocument document);
    }

    void forEach(Use use) {
        try {
            out.flush();
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            for (int i = 0; i < splitKeys.size(); i++) {
                use.document(KeptDocument.read(in));
            }
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }
}
