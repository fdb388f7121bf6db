namespace BookingEngine.ReadModels;

/// <summary>What the API answers of a document, as it is sent. Its bytes are compared, not their place in memory.</summary>
/// <param name="Shape">How it was written. An answer of another shape is not sent: it is written again from the body.</param>
/// <param name="Json">In UTF-8.</param>
public sealed record DocumentAnswer(string Shape, ReadOnlyMemory<byte> Json)
{
    public bool Equals(DocumentAnswer? other) => other is not null && Shape == other.Shape && Json.Span.SequenceEqual(other.Json.Span);

    public override int GetHashCode() => HashCode.Combine(Shape, Json.Length);
}
