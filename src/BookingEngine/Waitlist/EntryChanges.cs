using NodaTime;

namespace BookingEngine.Waitlist;

/// <summary>What events make of an entry, in the stream's state and in the read model alike.</summary>
internal static class EntryChanges
{
    private const int MaximumWithdrawn = 20;

    public static WaitlistEntry Begin(EntryJoined e, Instant at) => new(e.EntryId, e.UserId, e.ServiceId, e.Wish, at, EntryStatus.Waiting, e.Details)
    {
        Languages = e.Languages,
    };

    public static WaitlistEntry Apply(WaitlistEntry entry, IEntryEvent domainEvent, Instant at) => domainEvent switch
    {
        EntryReserved e => entry with { Offer = e.Offer, Offers = entry.Offers + 1 },
        EntryOffered => entry with { Status = EntryStatus.Offered, Withdrawn = null },
        OfferWithdrawn => entry with { Offer = null, Withdrawn = [.. (entry.Withdrawn ?? []).TakeLast(MaximumWithdrawn - 1), entry.Offer!.Time.Start] },
        OfferRevoked => Revoked(entry, entry.Offer!.Time.Start),
        OfferLapsed => Missed(entry) with { Lapses = entry.Lapses + 1 },
        OfferRefused => Missed(entry),
        EntryTaken e => entry with { Status = EntryStatus.Taken, BookingId = e.BookingId, ClosedAt = at },
        EntryLeft => entry with { Status = EntryStatus.Left, Offer = null, ClosedAt = at },
        EntryEnded e => entry with
        {
            Status = e.Because is EntryEnd.Lapses ? EntryStatus.Lapsed : EntryStatus.Ended,
            Offer = null,
            ClosedAt = at,
            EndedBecause = e.Because,
        },
        EntryAssigned e => entry with { UserId = e.UserId, Details = e.Details, AssignedFrom = entry.AssignedFrom ?? entry.UserId },
        OfferReleased => entry,
        _ => throw new InvalidOperationException($"{domainEvent.GetType().Name} is not an event of an open entry."),
    };

    // Twice, so that a slot that cannot be kept is not offered without end.
    private static WaitlistEntry Revoked(WaitlistEntry entry, Instant start) => entry.Revoked?.Contains(start) is true
        ? Missed(entry)
        : entry with { Status = EntryStatus.Waiting, Offer = null, Revoked = [.. entry.Revoked ?? [], start] };

    private static WaitlistEntry Missed(WaitlistEntry entry) => entry with
    {
        Status = EntryStatus.Waiting,
        Missed = [.. entry.Missed ?? [], entry.Offer!.Time.Start],
        Offer = null,
    };
}
