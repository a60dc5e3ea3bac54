package dev.onethread.delivery.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of RFC 9457. `errors` names the places (`pointer`, `code`, `detail`); of fields that broke a
/// rule also the field and the rule in words.
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable List<?> errors) {
    static final String MEDIA_TYPE = "application/problem+json";

    record Field(String field, String rule, String pointer, String code, String detail) {}

    static Response response(int status, String code, @Nullable String detail) {
        return response(status, code, detail, null);
    }

    static Response response(int status, String code, @Nullable String detail, @Nullable List<?> errors) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Status " + status : known.getReasonPhrase();
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new ProblemBody("urn:onethread:problem:" + code, title, status, detail, errors))
                .build();
    }
}
