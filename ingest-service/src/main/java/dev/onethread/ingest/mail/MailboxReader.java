package dev.onethread.ingest.mail;

import dev.onethread.delivery.Fenced;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.oauth.AccessTokens;
import dev.onethread.ingest.postgres.Checkpoints;
import dev.onethread.ingest.postgres.Checkpoints.Checkpoint;
import dev.onethread.ingest.postgres.DoorStates;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Quota;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.IdleManager;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads one mailbox while its lease is ours: everything above the checkpoint in the order of UIDs, then whatever the
/// server announces (IDLE, RFC 2177), for as long as it takes. The checkpoint rises only when Kafka or the quarantine
/// has what lies below it, so an outage of anything costs time and no mail. Flags are neither read nor set: what an
/// operator does with the mailbox in a mail program changes nothing here.
final class MailboxReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(MailboxReader.class);
    private static final int BATCH = 10;
    /// Mails asked for at a time while a mailbox is read for the first time: a mailbox may hold millions.
    private static final int WINDOW = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final long MEASURED_EVERY = Duration.ofMinutes(5).toNanos();

    private final Mailbox mailbox;
    private final Lease lease;
    private final MailSettings settings;
    private final MailsTaken taken;
    private final Checkpoints checkpoints;
    private final DoorStates states;
    private final @Nullable AccessTokens tokens;
    private final Thread thread;
    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;
    private boolean measures;
    private Duration pause = FIRST_PAUSE;

    MailboxReader(
            Mailbox mailbox,
            Lease lease,
            MailSettings settings,
            MailsTaken taken,
            Checkpoints checkpoints,
            DoorStates states) {
        this.states = states;
        this.tokens = mailbox.oauth()
                .map(asked -> new AccessTokens(asked, settings.timeout()))
                .orElse(null);
        this.mailbox = mailbox;
        this.lease = lease;
        this.settings = settings;
        this.taken = taken;
        this.checkpoints = checkpoints;
        this.thread =
                Thread.ofVirtual().name("mailbox-" + mailbox.door().name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Whether it still tries; false when closed, or when the lease turned out to be another's.
    boolean reads() {
        return thread.isAlive();
    }

    /// Returns when nothing is read any more. An interrupt ends a virtual thread's wait on a socket at once.
    @Override
    public void close() {
        closed = true;
        ended.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                read();
            } catch (Fenced e) {
                LOG.infof(
                        "Another replica reads the mailbox: door=%s",
                        mailbox.door().name());
                return;
            } catch (InterruptedException e) {
                return;
            } catch (AuthenticationFailedException e) {
                rest("The mailbox refuses our sign-in", "sign-in-refused", e);
            } catch (FolderNotFoundException e) {
                rest("The mailbox has no such folder", "folder-missing", e);
            } catch (MessagingException | IOException e) {
                rest("The connection to the mailbox failed", "unreachable", e);
            } catch (ExecutionException | RuntimeException e) {
                rest("Mail could not be handed over", "not-handed-over", e);
            }
        }
    }

    private void rest(String what, String code, Exception e) {
        if (closed) {
            return;
        }
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        states.failing(mailbox.door(), code, told(cause));
        LOG.warnf(
                "%s: door=%s cause=%s again in %d ms",
                what, mailbox.door().name(), cause.getClass().getSimpleName(), pause.toMillis());
        LOG.debugf(cause, "%s: door=%s", what, mailbox.door().name());
        try {
            ended.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            closed = true;
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(settings.longestPause()) < 0 ? doubled : settings.longestPause();
    }

    /// The server's words, never ours to it.
    private String told(Throwable cause) {
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String secret = mailbox.user().secret();
        return secret.isEmpty() ? said : said.replace(secret, "…");
    }

    /// A token may have been withdrawn before its time, so a refused one is followed by a new one, once.
    private void connect(IMAPStore store) throws MessagingException, IOException {
        AccessTokens from = tokens;
        if (from == null) {
            connect(store, mailbox.user().secret());
            return;
        }
        String token = from.token();
        try {
            connect(store, token);
        } catch (AuthenticationFailedException e) {
            from.refused(token);
            connect(store, from.token());
        }
    }

    private void connect(IMAPStore store, String secret) throws MessagingException {
        store.connect(mailbox.host(), mailbox.port(), mailbox.user().name(), secret);
    }

    private void read() throws MessagingException, IOException, InterruptedException, ExecutionException {
        Session session = Session.getInstance(mailbox.properties(settings.timeout()));
        try (IMAPStore store = (IMAPStore) session.getStore(mailbox.protocol());
                ExecutorService idlers = Executors.newVirtualThreadPerTaskExecutor()) {
            states.connecting(mailbox.door());
            connect(store);
            // Asked for now: once the folder has the connection, the library would open another one to ask.
            boolean announces = store.hasCapability("IDLE");
            measures = store.hasCapability("QUOTA");
            IMAPFolder folder = (IMAPFolder) store.getFolder(mailbox.folder());
            folder.open(Folder.READ_ONLY);
            folder.addMessageCountListener(new News(news));
            folder.addConnectionListener(new News(news));
            IdleManager idle = announces ? new IdleManager(session, idlers) : null;
            try {
                follow(folder, idle);
            } finally {
                if (idle != null) {
                    idle.stop();
                }
                idlers.shutdownNow();
            }
        }
    }

    /// What arrives while we read is announced to the semaphore and found in the next round: no moment is unwatched.
    private void follow(IMAPFolder folder, @Nullable IdleManager idle)
            throws MessagingException, IOException, InterruptedException, ExecutionException {
        long generation = folder.getUIDValidity();
        long last = importAll(folder, generation, begin(folder, generation));
        LOG.infof("The mailbox is open: door=%s idle=%s", mailbox.door().name(), idle != null);
        long measured = 0;
        while (!closed) {
            news.drainPermits();
            last = catchUp(folder, generation, last);
            states.open(mailbox.door());
            pause = FIRST_PAUSE;
            if (measured == 0 || System.nanoTime() - measured > MEASURED_EVERY) {
                states.filled(mailbox.door(), filled(folder));
                measured = System.nanoTime();
            }
            if (idle != null) {
                idle.watch(folder);
            }
            Duration patience = idle == null ? settings.pollEvery() : settings.idleRefresh();
            if (!news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                // Ends the IDLE and proves that the other end still lives; the answer is bounded by the timeout.
                folder.doCommand(protocol -> {
                    protocol.noop();
                    return null;
                });
            }
        }
    }

    /// In percent of the room that the server gives the mailbox (RFC 9208); null where it does not say.
    private @Nullable Integer filled(IMAPFolder folder) {
        if (!measures) {
            return null;
        }
        try {
            Integer most = null;
            for (Quota quota : folder.getQuota()) {
                for (Quota.Resource resource : quota.resources == null ? new Quota.Resource[0] : quota.resources) {
                    if (resource.limit > 0) {
                        int percent = (int) Math.min(1_000, resource.usage * 100 / resource.limit);
                        most = most == null ? percent : Math.max(most, percent);
                    }
                }
            }
            return most;
        } catch (MessagingException e) {
            LOG.debugf(
                    e,
                    "The server does not say how full it is: door=%s",
                    mailbox.door().name());
            return null;
        }
    }

    /// A new UIDVALIDITY voids all UIDs (RFC 9051 section 2.3.1.1), so the mailbox is read from its beginning: what
    /// was taken before comes again under the same message ids, and has no effect twice.
    private long begin(IMAPFolder folder, long generation) throws MessagingException {
        Checkpoint checkpoint = checkpoints.of(mailbox.door());
        if (checkpoint == null) {
            return first(folder);
        }
        if (checkpoint.generation() != generation) {
            LOG.warnf(
                    "The mailbox has a new UIDVALIDITY and is read from its beginning: door=%s",
                    mailbox.door().name());
            return 0;
        }
        return checkpoint.position();
    }

    /// Where a mailbox is begun that was never read: at its beginning, at a day, or behind what lies there.
    private long first(IMAPFolder folder) throws MessagingException {
        long next = folder.getUIDNext();
        long end = next > 0 ? next - 1 : 0;
        if (!mailbox.history().taken()) {
            return end;
        }
        LocalDate since = mailbox.history().since().orElse(null);
        if (since == null) {
            return 0;
        }
        Date day = Date.from(since.atStartOfDay(ZoneId.systemDefault()).toInstant());
        long lowest = end + 1;
        for (Message message : folder.search(new ReceivedDateTerm(ComparisonTerm.GE, day))) {
            // Mails that were moved there may be old and have high UIDs; those below them are younger all the same.
            lowest = Math.min(lowest, folder.getUID(message));
        }
        return lowest - 1;
    }

    /// Takes what lies there in windows, saying how far it is. What comes meanwhile is left to the next round.
    private long importAll(IMAPFolder folder, long generation, long from)
            throws MessagingException, IOException, InterruptedException, ExecutionException {
        int count = folder.getMessageCount();
        int next = firstAbove(folder, from, count);
        long last = from;
        int begin = next;
        while (next <= count && !closed && count - begin >= BATCH) {
            states.reading(mailbox.door(), next - begin, count - next + 1L);
            int end = Math.min(count, next + WINDOW - 1);
            Message[] window = folder.getMessages(next, end);
            FetchProfile uids = new FetchProfile();
            uids.add(UIDFolder.FetchProfileItem.UID);
            folder.fetch(window, uids);
            last = take(folder, generation, last, window);
            next = end + 1;
        }
        return last;
    }

    /// The number of the first mail above a UID: numbers rise with UIDs (RFC 9051 section 2.3.1.2).
    private static int firstAbove(IMAPFolder folder, long from, int count) throws MessagingException {
        if (count == 0 || folder.getUID(folder.getMessage(count)) <= from) {
            return count + 1;
        }
        int low = 1;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (folder.getUID(folder.getMessage(middle)) > from) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private long catchUp(IMAPFolder folder, long generation, long from)
            throws MessagingException, IOException, InterruptedException, ExecutionException {
        return take(folder, generation, from, folder.getMessagesByUID(from + 1, UIDFolder.LASTUID));
    }

    private long take(IMAPFolder folder, long generation, long from, Message[] messages)
            throws MessagingException, IOException, InterruptedException, ExecutionException {
        List<Found> found = new ArrayList<>();
        for (Message message : messages) {
            // "n:*" always names the last mail, also where n is above it (RFC 9051, seq-range).
            if (message instanceof IMAPMessage imap && folder.getUID(message) > from) {
                found.add(new Found(folder.getUID(message), imap));
            }
        }
        found.sort(Comparator.comparingLong(Found::uid));
        long last = from;
        for (int at = 0; at < found.size() && !closed; at += BATCH) {
            List<Found> batch = found.subList(at, Math.min(found.size(), at + BATCH));
            taken.handOver(mailbox.door(), understood(batch, generation));
            last = batch.getLast().uid();
            checkpoints.rise(lease, mailbox.door(), new Checkpoint(generation, last));
        }
        return last;
    }

    private record Found(long uid, IMAPMessage message) {}

    private List<MailsTaken.Understood> understood(List<Found> batch, long generation)
            throws MessagingException, IOException {
        List<MailsTaken.Understood> understood = new ArrayList<>();
        for (Found found : batch) {
            try (InputStream bytes = found.message().getMimeStream()) {
                understood.add(taken.understood(mailbox.door(), generation + "/" + found.uid(), bytes));
            } catch (MessagingException | IOException e) {
                if (!(e instanceof MessageRemovedException) && !found.message().isExpunged()) {
                    throw e;
                }
                LOG.infof(
                        "A mail was deleted before it was read: door=%s uid=%d",
                        mailbox.door().name(), found.uid());
            }
        }
        return understood;
    }
}
