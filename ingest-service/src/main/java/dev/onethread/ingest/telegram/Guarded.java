package dev.onethread.ingest.telegram;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes from outside, limited, and with their failures told apart from those of the store that they go to.
final class Guarded extends FilterInputStream {
    private long left;

    Guarded(InputStream from, long limit) {
        super(from);
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(into, offset, length);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
        left -= Math.max(count, 0);
        if (left < 0) {
            throw new TooLarge();
        }
        return count;
    }

    /// The other side stopped sending.
    static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenOff(IOException cause) {
            super(cause);
        }
    }

    /// More bytes than agreed.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
