package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;

/// What a service has done of a request: topic `privacy.reports`, key request. It names nobody.
public sealed interface PrivacyReport extends Event {
    RequestId request();

    String service();

    Instant at();

    /// So many rows of a table, or files (`blobs`).
    record Count(String what, long rows) {
        public Count {
            Require.text(what, "what");
        }
    }

    /// Nothing of the customer is left in the service's tables and files.
    record ErasureDone(RequestId request, String service, Instant at, List<Count> counts) implements PrivacyReport {
        public ErasureDone {
            Require.present(request, "request");
            Require.text(service, "service");
            Require.present(at, "at");
            counts = Require.list(counts, "counts");
        }
    }

    /// All the service holds is written down in `part`, a JSON document that also names its files.
    record ExportWritten(RequestId request, String service, Instant at, List<Count> counts, BlobRef part)
            implements PrivacyReport {
        public ExportWritten {
            Require.present(request, "request");
            Require.text(service, "service");
            Require.present(at, "at");
            counts = Require.list(counts, "counts");
            Require.present(part, "part");
        }
    }
}
