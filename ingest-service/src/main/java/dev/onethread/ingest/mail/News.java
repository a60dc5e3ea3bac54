package dev.onethread.ingest.mail;

import jakarta.mail.event.ConnectionEvent;
import jakarta.mail.event.ConnectionListener;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.event.MessageCountListener;
import java.util.concurrent.Semaphore;

/// Tells a waiting reader that the mailbox has something new, or that the connection is gone.
final class News implements MessageCountListener, ConnectionListener {
    private final Semaphore semaphore;

    News(Semaphore semaphore) {
        this.semaphore = semaphore;
    }

    @Override
    public void messagesAdded(MessageCountEvent event) {
        semaphore.release();
    }

    @Override
    public void messagesRemoved(MessageCountEvent event) {
        // Nothing to read.
    }

    @Override
    public void opened(ConnectionEvent event) {
        // Nothing to read yet.
    }

    @Override
    public void disconnected(ConnectionEvent event) {
        semaphore.release();
    }

    @Override
    public void closed(ConnectionEvent event) {
        semaphore.release();
    }
}
