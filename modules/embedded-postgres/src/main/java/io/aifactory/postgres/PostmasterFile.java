package io.aifactory.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server says of itself in {@code postmaster.pid} (PostgreSQL source, {@code
 * src/include/utils/pidfile.h}): line 1 is its process id, line 4 its port, line 8 its status.
 *
 * @param pid process id
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, boolean ready) {
    private static final int STATUS_LINE = 7;

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty while the file is absent or only partly written. */
    static Optional<PostmasterFile> read(Path data) {
        try {
            return parse(Files.readAllLines(in(data)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<PostmasterFile> parse(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        boolean ready =
                lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        return Optional.of(new PostmasterFile(Long.parseLong(lines.getFirst().strip()), ready));
    }
}
