package io.aifactory.launcher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder with the launcher, a source file, and stubs of {@code java} and {@code mvn}. */
final class StubCheckout {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("aifactory.root", "..")).resolve("aifactory");

    private final Path folder;
    private final Path root;

    StubCheckout(Path folder) throws IOException {
        this.folder = folder;
        root = Files.createDirectories(folder.resolve("check out"));
        Files.copy(LAUNCHER, root.resolve("aifactory"));
        permit(root.resolve("aifactory"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        write("platform-bom/pom.xml", "<project/>");
        write("modules/factory/pom.xml", "<project/>");
        write("modules/factory/src/main/java/A.java", "class A {}");
        write(".mvn/maven.config", "");
    }

    Path root() {
        return root;
    }

    Path write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /**
     * A JDK of this version whose {@code java} prints its arguments and which Maven it would run.
     */
    Path jdk(String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk-" + version));
        program(
                jdk.resolve("bin/java"),
                "echo java " + version + " \"$@\"\n" + "echo \"runs mvn: $(command -v mvn)\"");
        program(jdk.resolve("bin/javac"), "exit 1");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /**
     * A Maven of this version that makes the distribution, and writes a line to {@link #builds} for
     * each build.
     *
     * @return the folder to put into PATH
     */
    Path maven(String version, String build) throws IOException {
        Path bin = folder.resolve("maven-" + version + "/bin");
        program(
                bin.resolve("mvn"),
                "case \"$*\" in *-v*) echo 'Apache Maven "
                        + version
                        + " (stub)'; exit 0 ;; esac\n"
                        + "echo \"$*\" >>'"
                        + folder.resolve("builds")
                        + "'\n"
                        + build);
        return bin;
    }

    /**
     * The system's programs without Maven.
     *
     * @return the folder to put into PATH
     */
    Path systemWithoutMaven() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("system"));
        for (Path programs : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
            try (Stream<Path> all = Files.list(programs)) {
                for (Path program : (Iterable<Path>) all::iterator) {
                    Path link = bin.resolve(program.getFileName());
                    if (!link.endsWith("mvn") && !Files.exists(link, NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, program);
                    }
                }
            }
        }
        return bin;
    }

    /** Command lines of the builds so far. */
    List<String> builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** Runs a command with these variables and nothing else but the system's programs. */
    Result run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Path output = folder.resolve("output");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        List<String> lines = new ArrayList<>(List.of("#!/bin/sh"));
        lines.add(script);
        Files.write(file, lines);
        permit(file);
    }

    private static void permit(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * @param status exit status
     * @param output both streams
     */
    record Result(int status, String output) {}
}
