namespace BookingEngine.RateLimiting;

/// <summary>The key of a counter: the keyed hash of the limit and its subject.</summary>
public readonly struct CounterKey(byte[] hash) : IEquatable<CounterKey>
{
    public ReadOnlyMemory<byte> Bytes => hash;

    public static bool operator ==(CounterKey one, CounterKey other) => one.Equals(other);

    public static bool operator !=(CounterKey one, CounterKey other) => !one.Equals(other);

    public bool Equals(CounterKey other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    public override bool Equals(object? obj) => obj is CounterKey other && Equals(other);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>In lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(hash);
}
