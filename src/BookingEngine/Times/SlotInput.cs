using NodaTime;

namespace BookingEngine.Times;

/// <summary>A time as a client wrote it.</summary>
/// <param name="Instant">Null if it was input without an offset.</param>
public readonly record struct SlotInput(LocalDateTime Local, Instant? Instant);
