package dev.onethread.delivery.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.onethread.delivery.Unavailable;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns every failure of an HTTP call into one kind of body, and tells nothing of our inside.
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(Problem problem) {
        return ProblemBody.response(
                problem.status(),
                problem.code(),
                problem.getMessage(),
                problem.faults().isEmpty() ? null : problem.faults());
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e) {
        List<ProblemBody.Field> errors = e.getConstraintViolations().stream()
                .map(ProblemMappers::broken)
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return ProblemBody.response(400, "invalid", "some fields are not as they must be", errors);
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException e) {
        return ProblemBody.response(400, "malformed", "the body is not the JSON expected here");
    }

    /// JSON of another shape than the one expected. Named by itself: for this exception Quarkus has a
    /// mapper of its own, with an empty body, and it would win over the one above.
    @ServerExceptionMapper
    public Response misshapen(MismatchedInputException e) {
        return malformed(e);
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthorized(SecurityException e) {
        Response response = ProblemBody.response(401, "unauthorized", "sign in first");
        response.getHeaders().putSingle("WWW-Authenticate", "Bearer");
        return response;
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return ProblemBody.response(403, "forbidden", "your role does not permit this");
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        int status = e.getResponse().getStatus();
        if (status < 400 || e.getResponse().hasEntity()) {
            return e.getResponse();
        }
        return ProblemBody.response(status, code(status), null);
    }

    @ServerExceptionMapper
    public Response unavailable(Unavailable e) {
        LOG.warnf("a call was refused for now: %s", e.getMessage());
        return ProblemBody.response(503, "unavailable", "try again in a moment");
    }

    @ServerExceptionMapper
    public Response internal(Throwable e) {
        LOG.error("a call failed unexpectedly", e);
        return ProblemBody.response(500, "internal", "something went wrong on our side");
    }

    private static String code(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null
                ? "status-" + status
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static ProblemBody.Field broken(ConstraintViolation<?> violation) {
        Object bound = violation.getConstraintDescriptor().getAttributes().get("value");
        return new ProblemBody.Field(
                field(violation.getPropertyPath().toString()),
                violation.getMessage(),
                pointer(violation.getPropertyPath()),
                hyphens(violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName()),
                bound instanceof Number ? bound.toString() : violation.getMessage());
    }

    /// A JSON pointer (RFC 6901) into the body: what comes before it on the path is our method and its
    /// parameter.
    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(escaped(node.getKey().toString()));
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                pointer.append('/').append(escaped(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }

    /// `NotBlank` becomes `not-blank`.
    private static String hyphens(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /// Only the last parts mean something to the caller: the first are our method and its parameter.
    private static String field(String path) {
        String[] parts = path.split("\\.", 3);
        return parts[parts.length - 1];
    }
}
