package io.aifactory.factory.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Which TCP ports of this machine are free. */
public final class Ports {
    /** Preferred for the HTTP port. */
    public static final int USUAL_HTTP_PORT = 8080;

    private Ports() {}

    /** Whether a server could listen on this port of loopback now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@value #USUAL_HTTP_PORT} where it is free, else any free port. */
    public static int usualOrFree() throws IOException {
        return isFree(USUAL_HTTP_PORT) ? USUAL_HTTP_PORT : anyFree();
    }

    /** The port itself; a free one for 0. */
    public static int orFree(int port) throws IOException {
        return port == 0 ? anyFree() : port;
    }

    /** A port that was free a moment ago. */
    public static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
