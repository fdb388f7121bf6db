using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>A time is reserved for a customer who is about to book it.</summary>
/// <param name="Expires">From when on it takes no time any more, by the clock alone.</param>
public sealed record HoldPlaced(
    Guid HoldId, UserId UserId, ServiceId ServiceId, BookedInterval Time, int Quantity, BookingTerms Terms, Instant Expires) : IDomainEvent;

/// <summary>The customer gave it back.</summary>
public sealed record HoldReleased(Guid HoldId) : IDomainEvent;
