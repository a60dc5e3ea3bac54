package dev.onethread.delivery.privacy;

import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The rows of all holdings as one JSON document, `{"service": …, "tables": {"entry": [{…}, …], …}}`, read from the
/// database as it is read from here: never more than a page is in memory.
final class Pages extends InputStream {
    private static final int PAGE = 200;

    private final Tx tx;
    private final List<Holding> holdings;
    private final Object[] asked;
    private final List<Count> counts = new ArrayList<>();
    private int at = -1;
    private long rows;
    private byte[] chunk;
    private int read;

    Pages(Tx tx, String service, List<Holding> holdings, Object[] asked) {
        this.tx = tx;
        this.holdings = holdings;
        this.asked = asked;
        chunk = bytes("{\"service\":\"" + service + "\",\"tables\":{");
    }

    /// Known once all was read.
    List<Count> counts() {
        return counts;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        while (read == chunk.length) {
            if (at > holdings.size()) {
                return -1;
            }
            chunk = next();
            read = 0;
        }
        int taken = Math.min(length, chunk.length - read);
        System.arraycopy(chunk, read, into, from, taken);
        read += taken;
        return taken;
    }

    private byte[] next() {
        if (at >= 0 && at < holdings.size()) {
            byte[] page = page();
            if (page.length > 0) {
                return page;
            }
            count();
        }
        at++;
        if (at == holdings.size()) {
            at++;
            return bytes("]}}");
        }
        return begin();
    }

    private byte[] begin() {
        Holding holding = holdings.get(at);
        rows = 0;
        tx.update(
                "declare held no scroll cursor for " + Privacy.ASKED + " select row_to_json(t)::text from "
                        + holding.table() + " t, asked where " + holding.where(),
                asked);
        return bytes((at == 0 ? "" : "],") + "\"" + holding.table() + "\":[");
    }

    private byte[] page() {
        RowSet<Row> page = tx.query("fetch forward " + PAGE + " from held");
        StringBuilder text = new StringBuilder();
        for (Row row : page) {
            text.append(rows++ == 0 ? "\n" : ",\n").append(row.getString(0));
        }
        if (text.isEmpty()) {
            tx.update("close held");
        }
        return bytes(text.isEmpty() ? "" : text.toString());
    }

    private void count() {
        if (rows > 0) {
            counts.add(new Count(holdings.get(at).table(), rows));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
