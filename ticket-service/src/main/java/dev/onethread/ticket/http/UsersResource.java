package dev.onethread.ticket.http;

import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.access.Passwords;
import dev.onethread.ticket.postgres.Users;
import dev.onethread.ticket.screen.People.Account;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The users of the inbox, for administrators.
@Path("/users")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class UsersResource {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final Set<String> ROLES = Set.of(Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN);
    private static final Set<String> LANGUAGES = Set.of("ru", "en");
    private static final int LONGEST_NAME = 100;

    private final Users users;
    private final Passwords passwords;
    private final Caller caller;

    UsersResource(Users users, Passwords passwords, Caller caller) {
        this.users = users;
        this.passwords = passwords;
        this.caller = caller;
    }

    /// A user as they are to be. Without a password a known user keeps the one there is.
    public record Wish(
            @Nullable String name,
            @Nullable String password,
            @Nullable List<String> roles,
            @Nullable String language,
            @Nullable Boolean active) {}

    @GET
    public List<Account> all() {
        return users.all();
    }

    @PUT
    @Path("/{id}")
    public Response put(@PathParam("id") String id, @Nullable Wish wish) {
        Account account = account(id, Ids.body(wish));
        String password = Ids.body(wish).password();
        boolean known = users.find(id).isPresent();
        if (!known && password == null) {
            throw new Problem(422, "password-missing", "A new user needs a password.");
        }
        users.save(account, password == null ? null : passwords.hash(password));
        return Response.status(known ? 200 : 201).entity(account).build();
    }

    private Account account(String id, Wish wish) {
        if (!ID.matcher(id).matches()) {
            throw new Problem(422, "user-invalid", "A user name has lower-case letters, digits, dots and hyphens.");
        }
        String name = wish.name() == null ? "" : wish.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new Problem(422, "name-invalid", "A name has 1 to " + LONGEST_NAME + " characters on one line.");
        }
        List<String> roles = wish.roles() == null ? List.of() : wish.roles();
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            throw new Problem(422, "roles-invalid", "Roles are agent, supervisor and admin, at least one.");
        }
        if (wish.language() != null && !LANGUAGES.contains(wish.language())) {
            throw new Problem(422, "language-unknown", "Languages are ru and en.");
        }
        boolean active = wish.active() == null || wish.active();
        if (id.equals(caller.id().value()) && (!active || !roles.contains(Roles.ADMIN))) {
            throw new Problem(409, "own-account", "Somebody else has to take your own rights away.");
        }
        return new Account(id, name, List.copyOf(Set.copyOf(roles)), wish.language(), active);
    }
}
