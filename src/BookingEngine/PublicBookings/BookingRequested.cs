using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.PublicBookings;

/// <summary>A visitor asks for a booking, and must follow the link in a mail before it is made. The slot is held until then. In the stream of the
/// address's unproved bookings.</summary>
/// <param name="RequestId">The id of the command's commit. The texts have a key of this name, which is erased when the link has expired.</param>
/// <param name="VisitorId">Who holds the slot.</param>
/// <param name="Details">What the visitor wrote: the guest, notes and answers.</param>
/// <param name="Expires">When hold and link expire.</param>
public sealed record BookingRequested(
    Guid RequestId, Guid HoldId, ResourceId ResourceId, UserId VisitorId, ServiceId ServiceId, BookedInterval Time, Encrypted Details, Instant Expires)
    : IDomainEvent
{
    /// <summary>The languages that the request accepted, the best first, separated by commas; null if it did not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Languages { get; init; }
}

[JsonSerializable(typeof(BookingRequested))]
internal sealed partial class PublicBookingJson : JsonSerializerContext
{
    public static IEnumerable<EventType> Types { get; } = Of(new PublicBookingJson(StoredJson.NewOptions()));

    private static IEnumerable<EventType> Of(PublicBookingJson json) => [EventType.Of("booking-requested.v1", () => json.BookingRequested)];
}
