package dev.onethread.local.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Accepts SMTP connections on the loopback interface, each served by a virtual thread.
final class SmtpDoor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SmtpDoor.class.getName());

    private final ServerSocket door;
    private final Mailboxes mailboxes;
    private final Set<Socket> guests = ConcurrentHashMap.newKeySet();

    SmtpDoor(int port, Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
        try {
            door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException("SMTP port " + port, e);
        }
        Thread.ofPlatform().daemon().name("smtp-door").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket guest : guests) {
                guest.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                guests.add(guest);
                Thread.ofVirtual().name("smtp").start(() -> serve(guest));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    LOG.log(Level.WARNING, "an SMTP connection could not be accepted", e);
                }
            }
        }
    }

    private void serve(Socket guest) {
        try (guest) {
            new SmtpSession(guest, mailboxes).run();
        } catch (IOException e) {
            LOG.log(Level.FINE, "an SMTP client went away", e);
        } finally {
            guests.remove(guest);
        }
    }
}
