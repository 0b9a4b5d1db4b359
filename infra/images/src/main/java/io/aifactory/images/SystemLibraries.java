package io.aifactory.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The GNU C library and what else native code needs from the system, found with {@code ldd} on the
 * machine that builds.
 */
final class SystemLibraries {
    /** Needed by native code that lies inside jars: PostgreSQL, libtorch. */
    private static final List<String> ALSO =
            List.of(
                    "libc.so.6",
                    "libm.so.6",
                    "libdl.so.2",
                    "libpthread.so.0",
                    "librt.so.1",
                    "libresolv.so.2",
                    "libgcc_s.so.1",
                    "libstdc++.so.6");

    private static final Pattern RESOLVED = Pattern.compile("\\S+ => (/\\S+) \\(0x[0-9a-f]+\\)");
    private static final Pattern LOADER = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

    private SystemLibraries() {}

    /**
     * Path inside the image → file of this machine, for everything these programs need and do not
     * bring themselves.
     *
     * @param programs executables; the first one tells where the system keeps its libraries
     * @param own folder whose files are not counted as the system's
     */
    static SortedMap<String, Path> neededBy(List<Path> programs, Path own) throws IOException {
        SortedMap<String, Path> found = new TreeMap<>();
        Deque<Path> open = new ArrayDeque<>(programs);
        List<String> inFirst =
                parse(Command.output(List.of("ldd", programs.getFirst().toString())));
        open.addAll(alsoIn(directoryOfC(inFirst)));
        open.forEach(path -> {
            if (!programs.contains(path)) {
                found.put(path.toString(), real(path));
            }
        });
        while (!open.isEmpty()) {
            String output = Command.output(List.of("ldd", open.remove().toString()));
            for (String library : parse(output)) {
                boolean isOwn = Path.of(library).normalize().startsWith(own);
                if (!isOwn && found.putIfAbsent(library, real(Path.of(library))) == null) {
                    open.add(Path.of(library));
                }
            }
        }
        return found;
    }

    /** Absolute paths in ldd's output; libraries that a program brings itself may be missing. */
    static List<String> parse(String output) {
        List<String> paths = new ArrayList<>();
        for (String line : output.lines().map(String::strip).toList()) {
            Matcher resolved = RESOLVED.matcher(line);
            Matcher loader = LOADER.matcher(line);
            if (resolved.matches()) {
                paths.add(resolved.group(1));
            } else if (loader.matches()) {
                paths.add(loader.group(1));
            }
        }
        return paths;
    }

    private static Path directoryOfC(List<String> libraries) throws IOException {
        for (String library : libraries) {
            Path path = Path.of(library);
            if (path.endsWith("libc.so.6") && path.getParent() != null) {
                return path.getParent();
            }
        }
        throw new IOException("this system has no GNU C library; images need one to copy");
    }

    private static List<Path> alsoIn(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String name : ALSO) {
            Path path = directory.resolve(name);
            if (!Files.exists(path)) {
                throw new IOException(
                        "this system has no " + name + " in " + directory + "; install it");
            }
            paths.add(path);
        }
        return paths;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
