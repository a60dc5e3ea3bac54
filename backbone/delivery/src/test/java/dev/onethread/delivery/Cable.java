package dev.onethread.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A connection to a server that can be cut and mended.
final class Cable implements AutoCloseable {
    private final int target;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean whole = true;

    Cable(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void cut() {
        whole = false;
        sockets.forEach(Cable::end);
        sockets.clear();
    }

    void mend() {
        whole = true;
    }

    /// How many tried in vain.
    int refused() {
        return refused.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException _) {
                refused.incrementAndGet();
            }
        }
    }

    private void connect(Socket here) throws IOException {
        if (!whole) {
            here.close();
            refused.incrementAndGet();
            return;
        }
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
        here.setTcpNoDelay(true);
        there.setTcpNoDelay(true);
        sockets.add(here);
        sockets.add(there);
        Thread.ofVirtual().start(() -> pump(here, there));
        Thread.ofVirtual().start(() -> pump(there, here));
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            end(to);
        }
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end(door);
        cut();
    }
}
