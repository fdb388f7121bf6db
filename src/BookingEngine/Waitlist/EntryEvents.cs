using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Waitlist;

/// <summary>An event of one entry.</summary>
public interface IEntryEvent : IDomainEvent
{
    EntryId EntryId { get; }
}

/// <param name="Details">See <see cref="WaitlistEntry.Details"/>.</param>
public sealed record EntryJoined(EntryId EntryId, UserId UserId, ServiceId ServiceId, Wish Wish, Encrypted? Details) : IEntryEvent
{
    /// <inheritdoc cref="WaitlistEntry.Languages"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Languages { get; init; }
}

/// <summary>The next one to be offered a slot is this entry, if the calendar agrees. Nobody is told yet.</summary>
public sealed record EntryReserved(EntryId EntryId, Offer Offer) : IEntryEvent;

/// <summary>The calendar has the hold. The mail about it follows from the calendar's <see cref="HoldPlaced"/>.</summary>
public sealed record EntryOffered(EntryId EntryId, OfferId OfferId) : IEntryEvent;

/// <summary>The calendar does not have the hold: the entry waits on. Nobody was told of the offer.</summary>
public sealed record OfferWithdrawn(EntryId EntryId, OfferId OfferId) : IEntryEvent;

/// <summary>The offer has expired. The entry waits on, or is closed by the next event.</summary>
public sealed record OfferLapsed(EntryId EntryId, OfferId OfferId) : IEntryEvent;

/// <summary>The customer does not want the slot. The entry waits on.</summary>
public sealed record OfferRefused(EntryId EntryId, OfferId OfferId) : IEntryEvent;

/// <summary>The slot was taken away: staff have booked over it, or its resource is retired. The entry waits on, and its customer is told.</summary>
public sealed record OfferRevoked(EntryId EntryId, OfferId OfferId) : IEntryEvent;

public sealed record EntryTaken(EntryId EntryId, OfferId OfferId, BookingId BookingId) : IEntryEvent;

public sealed record EntryLeft(EntryId EntryId) : IEntryEvent;

public sealed record EntryEnded(EntryId EntryId, EntryEnd Because) : IEntryEvent;

/// <summary>A guest's entry belongs to the account that has proved the guest's address.</summary>
/// <param name="Details">The guest's details, encrypted with the account's key.</param>
public sealed record EntryAssigned(EntryId EntryId, UserId UserId, Encrypted? Details) : IEntryEvent;

/// <summary>The hold of an offer takes no time any more. It was released because the entry was closed, or the offer revoked.</summary>
public sealed record OfferReleased(EntryId EntryId, OfferId OfferId) : IEntryEvent
{
    /// <summary>The booking, if the customer had taken the offer before; null for a hold that was released.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BookingId? BookingId { get; init; }
}

/// <summary>In the stream of a customer's open entries: one place of ten is taken.</summary>
public sealed record PlaceTaken(EntryId EntryId, ServiceId ServiceId) : IDomainEvent;

/// <summary>In the stream of a customer's open entries: these are closed, or were never made.</summary>
public sealed record PlacesLeft(System.Collections.Immutable.ImmutableArray<EntryId> EntryIds) : IDomainEvent;
