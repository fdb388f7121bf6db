using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A move that has not ended.</summary>
/// <param name="Since">When it began. It has no earlier events.</param>
public sealed record PendingTransfer(ResourceId From, Instant Since);
