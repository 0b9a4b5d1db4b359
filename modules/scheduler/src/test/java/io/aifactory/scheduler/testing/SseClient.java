package io.aifactory.scheduler.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client so simple that it sees every byte of an HTTP/1.1 answer, and may vanish at any time. */
public final class SseClient implements AutoCloseable {
    public static final String PING = ": ping";

    private final Socket socket;
    private final BufferedReader reader;
    private final List<String> headers = new ArrayList<>();

    public SseClient(int port, String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write(
                ("POST "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Type: application/json\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Status line and headers. */
    public List<String> headers() throws IOException {
        while (headers.isEmpty() || !headers.getLast().isEmpty()) {
            headers.add(reader.readLine());
        }
        return headers;
    }

    /** The next line of the body that is not a chunk size; empty lines are left out. */
    public String nextLine() throws IOException {
        headers();
        while (true) {
            String line = reader.readLine();
            if (line == null) {
                return "";
            }
            if (!line.isEmpty() && !line.matches("[0-9a-f]+")) {
                return line;
            }
        }
    }

    /** The next line that is not a ping: those come whenever the machine is slow. */
    public String nextEvent() throws IOException {
        String line = nextLine();
        while (line.equals(PING)) {
            line = nextLine();
        }
        return line;
    }

    /** The same, where the answer is not to end yet. */
    public String nextOfMany() throws IOException {
        String line = nextEvent();
        if (line.isEmpty()) {
            throw new AssertionError("the answer has ended");
        }
        return line;
    }

    /** All remaining lines, without pings. */
    public List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = nextEvent(); !line.isEmpty(); line = nextEvent()) {
            lines.add(line);
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
