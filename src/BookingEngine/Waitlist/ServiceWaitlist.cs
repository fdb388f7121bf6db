using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Waitlist;

/// <summary>The open entries of one service, in the order in which they joined. Its version decides who is next.</summary>
/// <param name="Entries">Open.</param>
/// <param name="Ending">Offers whose entry does not wait for them any more, and whose hold may still take time.</param>
/// <param name="OpenedAt">The version with which the first of the present entries joined an empty list; 0 before the first entry.</param>
public sealed record ServiceWaitlist(ImmutableArray<WaitlistEntry> Entries, ImmutableArray<EndingOffer> Ending, long OpenedAt) : IAggregate<ServiceWaitlist>
{
    /// <summary>How many open entries a service may have. All of them are in one state, and a look reads them all.</summary>
    public const int Maximum = 500;

    public static string Category => "waitlist";

    public static SnapshotShape<ServiceWaitlist> Shape { get; } = SnapshotShape.Of<ServiceWaitlist, StoredWaitlist>(
        "waitlist.v1", () => WaitlistJson.Stored.StateAtStoredWaitlist,
        state => new(state.Entries, state.Ending, state.OpenedAt), stored => new(stored.Entries, stored.Ending, stored.OpenedAt));

    public int Size => Entries.Length + Ending.Length;

    /// <summary>All that may still take time.</summary>
    public IEnumerable<Offer> Offers => Entries.Select(entry => entry.Offer).OfType<Offer>().Concat(Ending.Select(ending => ending.Offer));

    public static StreamName StreamOf(ServiceId service) => StreamName.Of(Category, service.Value);

    public static ServiceWaitlist InitialOf(StreamName stream) => new([], [], 0);

    /// <summary>Null for a closed or unknown one.</summary>
    public WaitlistEntry? Find(EntryId id) => Entries.FirstOrDefault(entry => entry.Id == id);

    public ServiceWaitlist Apply(RecordedEvent recorded) => recorded.Event switch
    {
        EntryJoined e => this with
        {
            Entries = Entries.Add(EntryChanges.Begin(e, recorded.Metadata.RecordedAt)),
            OpenedAt = Entries.IsEmpty ? recorded.Version : OpenedAt,
        },
        OfferReleased e => this with { Ending = Ending.RemoveAll(offer => offer.Offer.Id == e.OfferId) },
        IEntryEvent e when Find(e.EntryId) is { } entry => With(entry, EntryChanges.Apply(entry, e, recorded.Metadata.RecordedAt), e),
        _ => this,
    };

    private ServiceWaitlist With(WaitlistEntry before, WaitlistEntry after, IEntryEvent e) => this with
    {
        Entries = after.IsOpen ? Entries.Replace(before, after) : Entries.Remove(before),
        Ending = before.Offer is { } offer && e is OfferRevoked or EntryLeft or EntryEnded ? Ending.Add(new(before.Id, offer)) : Ending,
    };
}

/// <summary>An offer that its entry does not wait for any more.</summary>
public sealed record EndingOffer(EntryId EntryId, Offer Offer);

internal sealed record StoredWaitlist(ImmutableArray<WaitlistEntry> Entries, ImmutableArray<EndingOffer> Ending, long OpenedAt);
