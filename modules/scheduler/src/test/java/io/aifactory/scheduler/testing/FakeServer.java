package io.aifactory.scheduler.testing;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A gRPC server on loopback whose one thread can be waited for. */
final class FakeServer {
    private final EventLoopGroup thread = new NioEventLoopGroup(1);
    private final Server server;
    private final int port;

    /**
     * @param wantedPort 0 for any
     */
    FakeServer(BindableService service, int wantedPort) {
        try {
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(
                                            InetAddress.getLoopbackAddress(), wantedPort))
                            .channelType(NioServerSocketChannel.class)
                            .bossEventLoopGroup(thread)
                            .workerEventLoopGroup(thread)
                            .addService(service)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getPort();
    }

    /** Also after its end. */
    int port() {
        return port;
    }

    /**
     * Dies without a word, once all that was said until now is on its way: what is only waiting to
     * be written would be lost, and a test could not tell how much a client got.
     */
    void die() {
        thread.submit(() -> {}).syncUninterruptibly();
        server.shutdownNow();
    }

    void close() {
        server.shutdownNow();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
