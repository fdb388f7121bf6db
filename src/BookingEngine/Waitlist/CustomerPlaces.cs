using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Waitlist;

/// <summary>How many entries one customer has in all waitlists. A place is taken before the entry joins. It is given back when the customer has no other left:
/// until then it may be an entry's that is closed.</summary>
public sealed record CustomerPlaces(ImmutableArray<WaitlistPlace> Places) : IAggregate<CustomerPlaces>
{
    /// <summary>Of one customer.</summary>
    public const int Maximum = 10;

    public static string Category => "waiting";

    public static SnapshotShape<CustomerPlaces> Shape { get; } = SnapshotShape.Of<CustomerPlaces, StoredPlaces>(
        "waiting.v1", () => WaitlistJson.Stored.StateAtStoredPlaces, state => new(state.Places), stored => new(stored.Places));

    public static StreamName StreamOf(UserId user) => StreamName.Of(Category, user.ToString());

    public static CustomerPlaces InitialOf(StreamName stream) => new(ImmutableArray<WaitlistPlace>.Empty);

    public CustomerPlaces Apply(RecordedEvent recorded) => recorded.Event switch
    {
        PlaceTaken e => new(Places.Add(new WaitlistPlace(e.EntryId, e.ServiceId, recorded.Metadata.RecordedAt))),
        PlacesLeft e => new(Places.RemoveAll(place => e.EntryIds.Contains(place.EntryId))),
        _ => this,
    };
}

/// <summary>A place that one entry takes.</summary>
/// <param name="Since">The entry has joined soon after, or never does.</param>
public sealed record WaitlistPlace(EntryId EntryId, ServiceId ServiceId, Instant Since);

internal sealed record StoredPlaces(ImmutableArray<WaitlistPlace> Places);
