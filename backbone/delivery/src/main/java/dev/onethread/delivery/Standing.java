package dev.onethread.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Says at `/q/health/ready`, beside the database's own check, how this replica stands with Kafka and what it holds:
/// partitions, shards of the outbox, leases. Ready is whoever has started: an outage of Kafka meets all replicas alike,
/// and taking all of them out of service would help nobody who only wants to read.
@Readiness
@ApplicationScoped
class Standing implements HealthCheck {
    private final Replica replica;

    Standing(Replica replica) {
        this.replica = replica;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("delivery").status(replica.running());
        replica.standing().forEach(response::withData);
        return response.build();
    }
}
