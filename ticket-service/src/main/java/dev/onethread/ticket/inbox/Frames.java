package dev.onethread.ticket.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.ticket.screen.EntryView;
import dev.onethread.ticket.screen.People.AgentView;
import dev.onethread.ticket.screen.People.Counts;
import dev.onethread.ticket.screen.People.QueueView;
import dev.onethread.ticket.screen.Summary;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the server says over the socket, as JSON text. Pieces many screens share are written once.
final class Frames {
    private final ObjectMapper mapper;

    Frames(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view always has a JSON form", e);
        }
    }

    String entries(List<EntryView> entries) {
        return json(entries);
    }

    /// `summary` and `entries` are JSON already.
    static String conversation(String feed, String summary, String entries, Summary.Lists lists) {
        return "{\"type\":\"conversation\",\"feed\":\"" + feed + "\",\"summary\":" + summary + ",\"entries\":" + entries
                + ",\"lists\":{\"mine\":" + lists.mine() + ",\"queue\":" + lists.queue() + ",\"all\":" + lists.all()
                + "}}";
    }

    static String welcome(String feed) {
        return "{\"type\":\"welcome\",\"feed\":\"" + feed + "\"}";
    }

    static String restart() {
        return "{\"type\":\"restart\"}";
    }

    static String unauthorised() {
        return "{\"type\":\"unauthorised\"}";
    }

    static String ping(String feed) {
        return feed.isEmpty() ? "{\"type\":\"ping\"}" : "{\"type\":\"ping\",\"feed\":\"" + feed + "\"}";
    }

    static String error(String code) {
        return "{\"type\":\"error\",\"code\":\"" + code + "\"}";
    }

    static String counts(String feed, Counts counts) {
        return "{\"type\":\"counts\",\"feed\":\"" + feed + "\",\"mine\":" + counts.mine() + ",\"queue\":"
                + counts.queue() + ",\"all\":" + counts.all() + "}";
    }

    String agent(String feed, AgentView agent) {
        return "{\"type\":\"agent\",\"feed\":\"" + feed + "\",\"agent\":" + json(agent) + "}";
    }

    String queues(String feed, List<QueueView> queues) {
        return "{\"type\":\"queues\",\"feed\":\"" + feed + "\",\"queues\":" + json(queues) + "}";
    }

    String command(String feed, UUID id, @Nullable String refused) {
        return "{\"type\":\"command\",\"feed\":\"" + feed + "\",\"id\":\"" + id + "\",\"refused\":"
                + (refused == null ? "null" : json(refused)) + "}";
    }

    String typing(String feed, UUID conversation, String address) {
        return "{\"type\":\"typing\",\"feed\":\"" + feed + "\",\"conversation\":\"" + conversation + "\",\"address\":"
                + json(address) + "}";
    }
}
