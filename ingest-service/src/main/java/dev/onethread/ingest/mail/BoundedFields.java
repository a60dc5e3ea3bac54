package dev.onethread.ingest.mail;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.DefaultFieldBuilder;
import org.apache.james.mime4j.stream.FieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.RecycledByteArrayBuffer;

/// Cuts header fields before the parser weighs them: its time for the parameters of one field grows with the square of
/// their length.
final class BoundedFields implements FieldBuilder {
    private static final int LONGEST = 100_000;
    private static final int LONGEST_WITH_PARAMETERS = 10_000;
    private static final byte[] WITH_PARAMETERS = Charsets.ascii("content-");

    private final FieldBuilder fields = new DefaultFieldBuilder(-1);
    private int limit = LONGEST;
    private int length;

    @Override
    public void reset() {
        length = 0;
        fields.reset();
    }

    @Override
    public void append(ByteArrayBuffer line) throws MimeException {
        if (length == 0) {
            limit = hasParameters(line) ? LONGEST_WITH_PARAMETERS : LONGEST + 1;
        }
        int left = limit - length;
        length += line.length();
        if (line.length() <= left) {
            fields.append(line);
        } else if (left > 0) {
            ByteArrayBuffer cut = new ByteArrayBuffer(left);
            cut.append(line.buffer(), 0, left);
            fields.append(cut);
        }
    }

    private static boolean hasParameters(ByteArrayBuffer line) {
        for (int i = 0; i < WITH_PARAMETERS.length; i++) {
            if (i >= line.length() || Character.toLowerCase(line.byteAt(i) & 0xFF) != WITH_PARAMETERS[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public RawField build() throws MimeException {
        return fields.build();
    }

    @Override
    public RecycledByteArrayBuffer getRaw() {
        return fields.getRaw();
    }

    @Override
    public void release() {
        fields.release();
    }
}
