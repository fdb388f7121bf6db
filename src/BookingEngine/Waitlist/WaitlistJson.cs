using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;

namespace BookingEngine.Waitlist;

[JsonSerializable(typeof(EntryJoined))]
[JsonSerializable(typeof(EntryReserved))]
[JsonSerializable(typeof(EntryOffered))]
[JsonSerializable(typeof(OfferWithdrawn))]
[JsonSerializable(typeof(OfferLapsed))]
[JsonSerializable(typeof(OfferRefused))]
[JsonSerializable(typeof(OfferRevoked))]
[JsonSerializable(typeof(EntryTaken))]
[JsonSerializable(typeof(EntryLeft))]
[JsonSerializable(typeof(EntryEnded))]
[JsonSerializable(typeof(EntryAssigned))]
[JsonSerializable(typeof(OfferReleased))]
[JsonSerializable(typeof(PlaceTaken))]
[JsonSerializable(typeof(PlacesLeft))]
[JsonSerializable(typeof(WaitlistEntry))]
[JsonSerializable(typeof(StateAt<StoredWaitlist>))]
[JsonSerializable(typeof(StateAt<StoredPlaces>))]
internal sealed partial class WaitlistJson : JsonSerializerContext
{
    public static WaitlistJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("entry-joined.v1", () => Stored.EntryJoined),
        EventType.Of("entry-reserved.v1", () => Stored.EntryReserved),
        EventType.Of("entry-offered.v1", () => Stored.EntryOffered),
        EventType.Of("offer-withdrawn.v1", () => Stored.OfferWithdrawn),
        EventType.Of("offer-lapsed.v1", () => Stored.OfferLapsed),
        EventType.Of("offer-refused.v1", () => Stored.OfferRefused),
        EventType.Of("offer-revoked.v1", () => Stored.OfferRevoked),
        EventType.Of("entry-taken.v1", () => Stored.EntryTaken),
        EventType.Of("entry-left.v1", () => Stored.EntryLeft),
        EventType.Of("entry-ended.v1", () => Stored.EntryEnded),
        EventType.Of("entry-assigned.v1", () => Stored.EntryAssigned),
        EventType.Of("offer-released.v1", () => Stored.OfferReleased),
        EventType.Of("waitlist-place-taken.v1", () => Stored.PlaceTaken),
        EventType.Of("waitlist-places-left.v1", () => Stored.PlacesLeft),
    ];
}
