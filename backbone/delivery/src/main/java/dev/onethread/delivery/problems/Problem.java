package dev.onethread.delivery.problems;

/// An error for the caller, shown as `application/problem+json` (RFC 9457) with type `urn:onethread:problem:<code>`.
/// `code` is stable and lower case with hyphens; `detail` says what to do, without repeating secrets or content.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public Problem(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
