package io.aifactory.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One container of an image, hardened as in production, with a volume of its own. */
final class Podman implements AutoCloseable {
    private final String name = "aifactory-test-" + UUID.randomUUID();
    private final String volume;

    Podman() {
        volume = name;
    }

    private Podman(String volume) {
        this.volume = volume;
    }

    /** Another container, not started, that sees the same data. Close it first. */
    Podman neighbour() {
        return new Podman(volume);
    }

    static boolean isAvailable() {
        try {
            Command.output(List.of("podman", "--version"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Loads the image and starts it; the root file system is read-only and no capability is left.
     *
     * @param tar archive of the image
     * @param environment variables beside those of the image
     * @param arguments behind the image's entry point
     */
    void start(Path tar, Map<String, String> environment, String... arguments) throws IOException {
        String loaded = Command.output(List.of("podman", "load", "-q", "-i", tar.toString()));
        String image = loaded.substring(loaded.indexOf(':') + 1).strip();
        List<String> command = new ArrayList<>(List.of("podman", "run", "-d", "--name", name));
        command.addAll(List.of("--runtime", "runc", "--network=host", "--read-only"));
        command.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        command.addAll(List.of("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"));
        command.addAll(List.of("-v", volume + ":" + ImageRecipe.DATA));
        new TreeMap<>(environment)
                .forEach((key, value) -> command.addAll(List.of("-e", key + "=" + value)));
        command.add(image);
        command.addAll(List.of(arguments));
        Command.output(command);
    }

    /** Asks the container to stop as an orchestrator does, and starts it again. */
    void restart() throws IOException {
        Command.output(List.of("podman", "stop", "-t", "60", name));
        Command.output(List.of("podman", "start", name));
    }

    boolean isRunning() throws IOException {
        String state =
                Command.output(List.of("podman", "inspect", "-f", "{{.State.Running}}", name));
        return state.strip().equals("true");
    }

    String log() throws IOException {
        return Command.output(List.of("podman", "logs", name));
    }

    /** Runs a shell command inside the running container. */
    String shell(String script) throws IOException {
        return Command.output(List.of("podman", "exec", name, "/bin/sh", "-c", script));
    }

    @Override
    public void close() throws IOException {
        Command.output(List.of("podman", "rm", "-f", "-i", name));
        if (volume.equals(name)) {
            Command.output(List.of("podman", "volume", "rm", "-f", volume));
        }
    }
}
