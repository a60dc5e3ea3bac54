package dev.onethread.delivery.problems;

import java.util.List;

/// An error for the caller, shown as `application/problem+json` (RFC 9457) with type `urn:onethread:problem:<code>`.
/// `code` is stable and lower case with hyphens; `detail` says what to do, without repeating secrets or content.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private final transient List<Fault> faults;

    public Problem(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    public Problem(int status, String code, String detail, List<Fault> faults) {
        super(detail);
        this.status = status;
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    /// What is wrong at one place of what was sent: a JSON pointer (RFC 6901) into it, a stable code, and words.
    public record Fault(String pointer, String code, String detail) {}

    public int status() {
        return status;
    }

    public List<Fault> faults() {
        return faults;
    }

    public String code() {
        return code;
    }
}
