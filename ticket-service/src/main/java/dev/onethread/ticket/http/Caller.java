package dev.onethread.ticket.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.postgres.Users;
import dev.onethread.ticket.screen.Actor;
import dev.onethread.ticket.screen.People.Account;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/// Who calls, read from the verified access token and never from what a request says.
@RequestScoped
class Caller {
    private final SecurityIdentity identity;
    private final Users users;

    Caller(SecurityIdentity identity, Users users) {
        this.identity = identity;
        this.users = users;
    }

    AgentId id() {
        return new AgentId(identity.getPrincipal().getName());
    }

    Actor actor() {
        return new Actor(id(), account().name());
    }

    /// Whether the caller answers for others' work.
    boolean supervises() {
        return identity.hasRole(Roles.SUPERVISOR) || identity.hasRole(Roles.ADMIN);
    }

    Account account() {
        return users.find(id().value())
                .map(Users.Known::account)
                .filter(Account::active)
                .orElseThrow(() -> new Problem(403, "not-a-user", "This user does not work in this inbox."));
    }
}
