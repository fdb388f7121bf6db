using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>A slot is reserved for a customer who is about to book it.</summary>
/// <param name="Expires">When it stops blocking the slot. No event records that.</param>
public sealed record HoldPlaced(
    Guid HoldId, UserId UserId, ServiceId ServiceId, BookedInterval Time, int Quantity, BookingTerms Terms, Instant Expires) : IDomainEvent
{
    /// <summary>The external calendars that the decision was made on; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<UsedCalendar>? External { get; init; }

    /// <inheritdoc cref="BookingMade.Resources"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <inheritdoc cref="BookingMade.Segments"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <inheritdoc cref="BookingMade.DecisionId"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? DecisionId { get; init; }

    /// <summary>For whom the waitlist has placed it; null for another hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OfferedTo? Offer { get; init; }

    /// <summary>The resource, or the first need's.</summary>
    /// <param name="calendar">Which has the event.</param>
    public ResourceId ResourceIn(StreamName calendar) => Resources is [var first, ..] ? first.ResourceId : ResourceId.Of(calendar.Id);
}

/// <summary>A hold lasts longer.</summary>
/// <param name="UserId">Who holds the slot.</param>
public sealed record HoldExtended(Guid HoldId, UserId UserId, ServiceId ServiceId, BookedInterval Time, Instant Expires) : IDomainEvent
{
    /// <inheritdoc cref="BookingMade.Resources"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <inheritdoc cref="BookingMade.DecisionId"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? DecisionId { get; init; }
}

public sealed record HoldReleased(Guid HoldId) : IDomainEvent
{
    /// <summary>Whether it had expired. From then on nothing can be booked with it, whatever the clocks of instances say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasExpired { get; init; }

    /// <summary>For a hold of several resources: the first need's. Null if that is the calendar's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResourceId? ResourceId { get; init; }

    /// <inheritdoc cref="HoldPlaced.ResourceIn"/>
    public ResourceId ResourceIn(StreamName calendar) => ResourceId ?? Catalogue.ResourceId.Of(calendar.Id);
}
