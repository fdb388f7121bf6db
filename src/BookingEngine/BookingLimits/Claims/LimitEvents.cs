using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits.Claims;

/// <summary>A command is about to ask a calendar for the time.</summary>
public sealed record LimitClaimed(BookingId BookingId, ServiceId ServiceId, PendingClaim Wanted) : IListedEvent;

/// <summary>A calendar has recorded the booking at this time.</summary>
public sealed record LimitConfirmed(BookingId BookingId, ServiceId ServiceId, ClaimedTime Time) : IListedEvent;

/// <summary>No calendar has recorded the new time. The booking keeps its earlier time, or does not exist.</summary>
public sealed record LimitWithdrawn(BookingId BookingId) : IListedEvent
{
    /// <inheritdoc cref="ClaimedTime.IsOffer"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOffer { get; init; }
}

/// <summary>The booking will not take place.</summary>
public sealed record LimitReleased(BookingId BookingId) : IListedEvent;
