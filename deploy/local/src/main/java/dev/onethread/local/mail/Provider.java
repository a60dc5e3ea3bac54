package dev.onethread.local.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// What mail providers put before their servers: TLS from the first octet or after STARTTLS (RFC 8314, 3207, 9051
/// section 6.2.1), and signing in by access tokens (XOAUTH2). Behind it stands a plain server on this machine, whose
/// accounts have [MailServer#PASSWORD].
public final class Provider implements AutoCloseable {
    private static final int LINE_LIMIT = 8_192;
    private static final char[] STORE = "changeit".toCharArray();

    /// How the line is made secret.
    public enum Secrecy {
        NONE,
        TLS,
        STARTTLS
    }

    /// Whose certificate is shown. Whoever trusts the keys of `tls/trusted.p12` knows the first two.
    public enum Certificate {
        /// Names this machine.
        SERVER("server"),
        /// Trusted, and names another machine.
        ELSEWHERE("elsewhere"),
        /// Names this machine, and nobody vouches for it.
        STRANGER("stranger");

        private final String store;

        Certificate(String store) {
            this.store = store;
        }
    }

    private final ServerSocket door;
    private final Dialect dialect;
    private final int backend;
    private final Secrecy secrecy;
    private final @Nullable SSLContext tls;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> signedIn = new CopyOnWriteArrayList<>();
    private volatile boolean idle = true;

    private Provider(Dialect dialect, int backend, Secrecy secrecy, Certificate certificate) {
        this.dialect = dialect;
        this.backend = backend;
        this.secrecy = secrecy;
        try {
            this.tls = secrecy == Secrecy.NONE ? null : context(certificate);
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("provider").start(this::accept);
    }

    public static Provider imap(int backend, Secrecy secrecy, Certificate certificate) {
        return new Provider(new Imap(), backend, secrecy, certificate);
    }

    public static Provider smtp(int backend, Secrecy secrecy, Certificate certificate) {
        return new Provider(new Smtp(), backend, secrecy, certificate);
    }

    public int port() {
        return door.getLocalPort();
    }

    /// From now on this token signs in, no older one and no password.
    public void takesToken(String token) {
        tokens.clear();
        tokens.add(token);
    }

    /// From now on the server says nothing of IDLE.
    public void forgetsIdle() {
        idle = false;
    }

    /// Ends all conversations.
    public void hangsUp() {
        open.forEach(Provider::hangUp);
    }

    /// How each client signed in: `password` or `token`, and whether the line was secret: `secret`, `clear`.
    public List<String> signedIn() {
        return List.copyOf(signedIn);
    }

    @Override
    public void close() {
        hangUp(door);
        hangsUp();
    }

    private static void hangUp(AutoCloseable line) {
        try {
            line.close();
        } catch (Exception e) {
            // It is of no use any more.
        }
    }

    private static SSLContext context(Certificate certificate) throws IOException {
        try (InputStream in = Provider.class.getResourceAsStream("/tls/" + certificate.store + ".p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, STORE);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, STORE);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket guest = door.accept();
                open.add(guest);
                Thread.ofVirtual().start(() -> {
                    try {
                        serve(guest);
                    } catch (IOException e) {
                        // One of the two has hung up.
                    } finally {
                        open.remove(guest);
                        hangUp(guest);
                    }
                });
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket guest) throws IOException {
        guest.setTcpNoDelay(true);
        Line line = new Line(secrecy == Secrecy.TLS ? secret(guest) : guest, secrecy == Secrecy.TLS);
        line.say(dialect.greeting());
        while (true) {
            String said = line.hear();
            switch (dialect.wish(said)) {
                case CAPABILITIES -> line.say(dialect.capabilities(said, features(line)));
                case STARTTLS -> {
                    line.say(dialect.go(said));
                    line = new Line(secret(guest), true);
                }
                case TOKEN -> token(line, said);
                case PASSWORD, OTHER -> {
                    if (secrecy != Secrecy.NONE && !line.secret() || !tokens.isEmpty() && !line.known) {
                        line.say(dialect.refusal(said));
                    } else {
                        signedIn.add("password " + line.words());
                        pass(line, said);
                        return;
                    }
                }
                case END -> {
                    line.say(dialect.go(said));
                    return;
                }
            }
            if (line.known) {
                signedIn.add("token " + line.words());
                pass(line, null);
                return;
            }
        }
    }

    private List<String> features(Line line) {
        List<String> features = new ArrayList<>();
        if (secrecy == Secrecy.STARTTLS && !line.secret()) {
            features.addAll(dialect.clear());
        } else if (tokens.isEmpty()) {
            features.addAll(dialect.passwords());
        } else {
            features.addAll(dialect.tokens());
        }
        return features;
    }

    /// <https://developers.google.com/gmail/imap/xoauth2-protocol>
    private void token(Line line, String said) throws IOException {
        String sent = dialect.inline(said);
        if (sent.isEmpty()) {
            line.say(dialect.question(""));
            sent = line.hear();
        }
        String[] parts = new String(Base64.getDecoder().decode(sent.strip()), StandardCharsets.UTF_8).split("\1");
        boolean bearer = parts.length >= 2 && parts[0].startsWith("user=") && parts[1].startsWith("auth=Bearer ");
        if (bearer && tokens.contains(parts[1].substring("auth=Bearer ".length()))) {
            line.known = true;
            line.user = parts[0].substring("user=".length());
            line.tag = dialect.tag(said);
        } else {
            String error = "{\"status\":\"401\",\"schemes\":\"bearer\"}";
            line.say(dialect.question(Base64.getEncoder().encodeToString(error.getBytes(StandardCharsets.UTF_8))));
            line.hear();
            line.say(dialect.refusal(said));
        }
    }

    /// From here on the server behind speaks for itself.
    private void pass(Line line, @Nullable String first) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), backend)) {
            server.setTcpNoDelay(true);
            Line behind = new Line(server, false);
            behind.hear();
            if (line.known) {
                dialect.signIn(behind, line.user);
                line.say(dialect.welcome(line.tag));
            } else {
                dialect.begin(behind);
            }
            if (first != null) {
                behind.say(first);
            }
            Thread.ofVirtual().start(() -> {
                try {
                    copy(line.in, server.getOutputStream(), false);
                } catch (IOException e) {
                    hangUp(server);
                }
            });
            copy(behind.in, line.out, !idle);
        }
    }

    private void copy(InputStream from, OutputStream into, boolean withoutIdle) throws IOException {
        byte[] octets = new byte[16_384];
        for (int read = from.read(octets); read >= 0; read = from.read(octets)) {
            String text = new String(octets, 0, read, StandardCharsets.ISO_8859_1);
            String shown = withoutIdle && text.contains("CAPABILITY") ? text.replace(" IDLE", "") : text;
            into.write(shown.getBytes(StandardCharsets.ISO_8859_1));
            into.flush();
        }
        throw new EOFException();
    }

    private SSLSocket secret(Socket guest) throws IOException {
        SSLContext context = tls;
        if (context == null) {
            throw new IOException("no secrecy here");
        }
        SSLSocket secret = (SSLSocket) context.getSocketFactory().createSocket(guest, null, guest.getPort(), true);
        secret.setUseClientMode(false);
        secret.startHandshake();
        return secret;
    }

    /// One end of a conversation in lines.
    private static final class Line {
        private final InputStream in;
        private final OutputStream out;
        private final boolean secret;
        private boolean known;
        private String user = "";
        private String tag = "";

        Line(Socket socket, boolean secret) throws IOException {
            // Octets behind STARTTLS belong to the handshake: none is read ahead.
            this.in = secret ? new BufferedInputStream(socket.getInputStream()) : socket.getInputStream();
            this.out = socket.getOutputStream();
            this.secret = secret;
        }

        boolean secret() {
            return secret;
        }

        String words() {
            return secret ? "secret" : "clear";
        }

        void say(String words) throws IOException {
            out.write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        String hear() throws IOException {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0 || heard.size() > LINE_LIMIT) {
                    throw new EOFException();
                }
                heard.write(octet);
            }
            return heard.toString(StandardCharsets.UTF_8).strip();
        }
    }

    private enum Wish {
        CAPABILITIES,
        STARTTLS,
        TOKEN,
        PASSWORD,
        OTHER,
        END
    }

    /// What differs between the protocols before somebody is signed in.
    private sealed interface Dialect {
        String greeting();

        Wish wish(String said);

        String capabilities(String said, List<String> features);

        String go(String said);

        String refusal(String said);

        String question(String words);

        /// What stands behind the name of the mechanism.
        String inline(String said);

        String tag(String said);

        String welcome(String tag);

        void begin(Line behind) throws IOException;

        void signIn(Line behind, String user) throws IOException;

        List<String> clear();

        List<String> passwords();

        List<String> tokens();
    }

    private record Imap() implements Dialect {
        @Override
        public String greeting() {
            return "* OK at your service";
        }

        @Override
        public Wish wish(String said) {
            String words = said.substring(said.indexOf(' ') + 1).toUpperCase(java.util.Locale.ROOT);
            return words.startsWith("CAPABILITY")
                    ? Wish.CAPABILITIES
                    : words.startsWith("STARTTLS")
                            ? Wish.STARTTLS
                            : words.startsWith("AUTHENTICATE XOAUTH2")
                                    ? Wish.TOKEN
                                    : words.startsWith("LOGOUT")
                                            ? Wish.END
                                            : words.startsWith("LOGIN") ? Wish.PASSWORD : Wish.OTHER;
        }

        @Override
        public String capabilities(String said, List<String> features) {
            return "* CAPABILITY IMAP4rev1 " + String.join(" ", features) + "\r\n" + go(said);
        }

        @Override
        public String go(String said) {
            return tag(said) + " OK go on";
        }

        @Override
        public String refusal(String said) {
            return tag(said) + " NO [AUTHENTICATIONFAILED] not so";
        }

        @Override
        public String question(String words) {
            return "+ " + words;
        }

        @Override
        public String inline(String said) {
            String[] words = said.split(" ");
            return words.length > 3 ? words[3] : "";
        }

        @Override
        public String tag(String said) {
            return said.substring(0, Math.max(0, said.indexOf(' ')));
        }

        @Override
        public String welcome(String tag) {
            return tag + " OK signed in";
        }

        @Override
        public void begin(Line behind) {}

        @Override
        public void signIn(Line behind, String user) throws IOException {
            behind.say("p1 LOGIN \"" + user + "\" " + MailServer.PASSWORD);
            while (!behind.hear().startsWith("p1 ")) {
                // Untagged words are for clients.
            }
        }

        @Override
        public List<String> clear() {
            return List.of("STARTTLS", "LOGINDISABLED");
        }

        @Override
        public List<String> passwords() {
            return List.of("ID");
        }

        @Override
        public List<String> tokens() {
            return List.of("SASL-IR", "AUTH=XOAUTH2");
        }
    }

    private record Smtp() implements Dialect {
        @Override
        public String greeting() {
            return "220 localhost ESMTP at your service";
        }

        @Override
        public Wish wish(String said) {
            String words = said.toUpperCase(java.util.Locale.ROOT);
            return words.startsWith("EHLO")
                    ? Wish.CAPABILITIES
                    : words.startsWith("STARTTLS")
                            ? Wish.STARTTLS
                            : words.startsWith("AUTH XOAUTH2")
                                    ? Wish.TOKEN
                                    : words.startsWith("QUIT")
                                            ? Wish.END
                                            : words.startsWith("AUTH") ? Wish.PASSWORD : Wish.OTHER;
        }

        @Override
        public String capabilities(String said, List<String> features) {
            StringBuilder lines = new StringBuilder("250-localhost\r\n");
            features.forEach(feature -> lines.append("250-").append(feature).append("\r\n"));
            return lines.append("250 8BITMIME").toString();
        }

        @Override
        public String go(String said) {
            return "220 2.0.0 go on";
        }

        @Override
        public String refusal(String said) {
            return said.toUpperCase(java.util.Locale.ROOT).startsWith("AUTH")
                    ? "535 5.7.8 not so"
                    : "530 5.7.0 sign in first";
        }

        @Override
        public String question(String words) {
            return "334 " + words;
        }

        @Override
        public String inline(String said) {
            String[] words = said.split(" ");
            return words.length > 2 ? words[2] : "";
        }

        @Override
        public String tag(String said) {
            return "";
        }

        @Override
        public String welcome(String tag) {
            return "235 2.7.0 signed in";
        }

        @Override
        public void begin(Line behind) throws IOException {
            behind.say("EHLO provider");
            while (!behind.hear().startsWith("250 ")) {
                // What it can is known.
            }
        }

        @Override
        public void signIn(Line behind, String user) throws IOException {
            begin(behind);
            String secret = "\0" + user + "\0" + MailServer.PASSWORD;
            behind.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            behind.hear();
        }

        @Override
        public List<String> clear() {
            return List.of("STARTTLS");
        }

        @Override
        public List<String> passwords() {
            return List.of("AUTH PLAIN LOGIN");
        }

        @Override
        public List<String> tokens() {
            return List.of("AUTH XOAUTH2");
        }
    }
}
