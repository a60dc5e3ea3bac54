package dev.onethread.routing.http;

import dev.onethread.contracts.Channel;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.ChannelTable;
import dev.onethread.routing.postgres.ChannelTable.Weight;
import dev.onethread.routing.postgres.RoutingSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The channels, each with the units a conversation of it takes from an agent's capacity.
@Path("/channels")
@RunOnVirtualThread
@RolesAllowed({"agent", "supervisor", "admin"})
public class ChannelsResource {
    private final ChannelTable channels;
    private final Map<Channel, Integer> installed;
    private final Kind<Weight> kind;

    ChannelsResource(Changes changes, ChannelTable channels, RoutingSettings installed) {
        this.channels = channels;
        this.installed = installed.weights();
        kind = new Kind<>(
                "channel",
                changes,
                this::all,
                (tx, id) -> Optional.of(find(tx, channel(id))),
                Weight::version,
                weight -> new Views.ChannelView(weight.channel(), weight.units()));
    }

    @GET
    public Views.Items<Object> list() {
        return kind.list();
    }

    @GET
    @Path("/{id}")
    public Response get(String id) {
        return kind.get(id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({"supervisor", "admin"})
    public Response put(
            String id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid Forms.ChannelForm form) {
        Channel channel = channel(id);
        return kind.put(id, ifMatch, tx -> channels.save(tx, channel, Forms.given(form.weight())));
    }

    private List<Weight> all(Tx tx) {
        Map<Channel, Weight> stored = channels.all(tx);
        return Arrays.stream(Channel.values())
                .map(channel -> stored.getOrDefault(channel, asInstalled(channel)))
                .toList();
    }

    private Weight find(Tx tx, Channel channel) {
        return channels.find(tx, channel).orElse(asInstalled(channel));
    }

    private Weight asInstalled(Channel channel) {
        return new Weight(channel, installed.getOrDefault(channel, 1), 0);
    }

    private static Channel channel(String id) {
        try {
            return Channel.valueOf(id.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(404, "not-found", "there is no such channel");
        }
    }
}
