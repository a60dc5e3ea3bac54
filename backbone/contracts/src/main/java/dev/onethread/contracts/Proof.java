package dev.onethread.contracts;

/// Something verified of whoever is behind an address. Equal proofs of two addresses are of one person.
public record Proof(Kind kind, String value) {
    public Proof {
        Require.present(kind, "kind");
        Require.text(value, "value");
    }

    /// What kind of thing is verified, and so what `value` is.
    public enum Kind {
        /// A mail address in lower case, by DMARC or by a link sent there.
        MAIL,
        /// A phone number: `+` and digits.
        PHONE,
        /// The number of an account of Telegram.
        TELEGRAM,
        /// Who it is at a page that signs in its visitors: the issuer, a blank, the id there.
        SIGNED_IN,
        /// The key of the address to which the one-time link was given that was used.
        CONTINUATION
    }
}
