package dev.onethread.delivery;

/// The right to do something alone until database time says otherwise. `epoch` rises with every new holder.
public record Lease(String name, long epoch) {}
