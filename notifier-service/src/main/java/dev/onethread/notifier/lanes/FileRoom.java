package dev.onethread.notifier.lanes;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import java.util.List;
import java.util.concurrent.Semaphore;

/// How many bytes of files may be in memory at once, over all lanes: the channels' libraries hold a file whole while
/// they send it, and two dozen large ones would be more than a replica has.
final class FileRoom {
    private static final int MEGABYTES = 64;
    private static final long MEGABYTE = 1024L * 1024;

    private final Semaphore room = new Semaphore(MEGABYTES, true);

    /// Waits for room. A part larger than all of it is sent alone.
    Taken take(List<Attachment> attachments) {
        long bytes = 0;
        for (Attachment attachment : attachments) {
            BlobRef blob = attachment.blob();
            bytes += blob == null ? 0 : blob.size();
        }
        int needed = (int) Math.min(MEGABYTES, (bytes + MEGABYTE - 1) / MEGABYTE);
        room.acquireUninterruptibly(needed);
        return () -> room.release(needed);
    }

    /// Room that is taken until it is closed.
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }
}
