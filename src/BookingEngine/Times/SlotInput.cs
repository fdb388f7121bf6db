using NodaTime;

namespace BookingEngine.Times;

/// <summary>A time as a client wrote it. Two inputs with offsets are equal if they are the same instant.</summary>
/// <param name="Instant">Null if it was input without an offset.</param>
public readonly record struct SlotInput(LocalDateTime Local, Instant? Instant)
{
    public bool Equals(SlotInput other) => Instant == other.Instant && (Instant is not null || Local == other.Local);

    public override int GetHashCode() => Instant?.GetHashCode() ?? Local.GetHashCode();
}
