package dev.onethread.e2e.actors;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What lies between two programs, and breaks. A line that was lost while packets vanished stays lost, as behind a
/// router that has forgotten it: neither end hears of it again, not even that the other one has hung up.
public final class Cable implements AutoCloseable {
    private static final InetAddress HOST = InetAddress.getLoopbackAddress();

    private final int to;
    private final int port;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean vanishing;
    private @Nullable ServerSocket end;

    private Cable(int port, int to) throws IOException {
        this.to = to;
        this.end = listening(port);
        this.port = end.getLocalPort();
        accept(end);
    }

    /// Leads to a local port, which nobody has to listen on yet.
    public static Cable to(int port) {
        try {
            return new Cable(0, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it begins.
    public int port() {
        return port;
    }

    /// From now on whatever is sent vanishes without a word, and who connects is never answered.
    public synchronized void swallows() {
        vanishing = true;
        lines.forEach(Line::lose);
    }

    /// From now on whoever connects is refused; lines that lived are reset.
    public synchronized void refuses() {
        close(end);
        end = null;
        lines.forEach(Line::reset);
    }

    /// New lines get through.
    public synchronized void isMended() {
        vanishing = false;
        if (end == null) {
            try {
                end = listening(port);
                accept(end);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        close(end);
        end = null;
        lines.forEach(Line::reset);
    }

    private static ServerSocket listening(int port) throws IOException {
        ServerSocket end = new ServerSocket();
        end.setReuseAddress(true);
        end.bind(new InetSocketAddress(HOST, port), 200);
        return end;
    }

    private void accept(ServerSocket from) {
        Thread.ofVirtual().name("cable-" + to).start(() -> {
            try {
                while (true) {
                    new Line(from.accept()).open();
                }
            } catch (IOException e) {
                // Cut: nobody is taken any more.
            }
        });
    }

    private static void close(@Nullable Closeable socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }

    private final class Line {
        private final Socket near;
        private final Socket far = new Socket();
        private volatile boolean lost;

        Line(Socket near) {
            this.near = near;
        }

        void open() {
            lines.add(this);
            lost |= vanishing;
            Thread.ofVirtual().start(() -> carry(near, far));
        }

        void lose() {
            lost = true;
        }

        /// As a machine does that knows nothing of this line.
        void reset() {
            lines.remove(this);
            for (Socket socket : Set.of(near, far)) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (IOException e) {
                    // Closed already.
                }
                Cable.close(socket);
            }
        }

        private void carry(Socket from, Socket into) {
            try {
                if (!lost && from == near) {
                    far.connect(new InetSocketAddress(HOST, to));
                    far.setTcpNoDelay(true);
                    near.setTcpNoDelay(true);
                    Thread.ofVirtual().start(() -> carry(far, near));
                }
                pump(from, into);
            } catch (IOException e) {
                // One end is gone.
            }
            if (lost) {
                Cable.close(from);
            } else {
                reset();
            }
        }

        private void pump(Socket from, Socket into) throws IOException {
            byte[] bytes = new byte[16_384];
            InputStream in = from.getInputStream();
            OutputStream out = lost ? OutputStream.nullOutputStream() : into.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!lost) {
                    out.write(bytes, 0, read);
                    out.flush();
                }
            }
        }
    }
}
