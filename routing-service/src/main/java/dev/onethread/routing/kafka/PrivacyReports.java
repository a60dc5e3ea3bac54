package dev.onethread.routing.kafka;

import dev.onethread.contracts.PrivacyReport;
import dev.onethread.contracts.PrivacyReport.ErasureDone;
import dev.onethread.contracts.PrivacyReport.ExportWritten;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.PrivacyTable;
import dev.onethread.routing.postgres.PrivacyTable.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Keeps what each service has done of a request: the receipt.
@ApplicationScoped
class PrivacyReports implements Handler<PrivacyReport> {
    private final PrivacyTable requests;

    PrivacyReports(PrivacyTable requests) {
        this.requests = requests;
    }

    @Override
    public Topic topic() {
        return Topic.PRIVACY_REPORTS;
    }

    @Override
    public Class<PrivacyReport> type() {
        return PrivacyReport.class;
    }

    @Override
    public void apply(Tx tx, List<Received<PrivacyReport>> batch) {
        for (Received<PrivacyReport> received : batch) {
            PrivacyReport report = received.event();
            String blob = switch (report) {
                case ErasureDone done -> null;
                case ExportWritten written -> written.part().name();
            };
            List<PrivacyReport.Count> counts = switch (report) {
                case ErasureDone done -> done.counts();
                case ExportWritten written -> written.counts();
            };
            requests.done(tx, report.request(), new Part(report.service(), report.at(), counts, blob));
        }
    }
}
