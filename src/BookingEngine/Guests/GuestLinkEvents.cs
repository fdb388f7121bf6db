using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Guests;

/// <summary>Somebody with the manage link of a guest's booking asks to erase the guest. A mail to the guest has the link that does it.</summary>
/// <param name="RequestId">A version-7 GUID.</param>
/// <param name="BookingId">The booking that has the guest's address.</param>
public sealed record GuestErasureRequested(Guid RequestId, BookingId BookingId, Instant ExpiresAt) : IDomainEvent;

/// <summary>Somebody with the manage link of a guest's booking asks for everything that is stored about the guest. A mail to the guest has the link that
/// shows it.</summary>
/// <param name="RequestId">A version-7 GUID.</param>
/// <param name="BookingId">The booking that has the guest's address.</param>
public sealed record GuestExportRequested(Guid RequestId, BookingId BookingId, Instant ExpiresAt) : IDomainEvent;

[JsonSerializable(typeof(GuestErasureRequested))]
[JsonSerializable(typeof(GuestExportRequested))]
internal sealed partial class GuestEventJson : JsonSerializerContext
{
    public static IEnumerable<EventType> Types { get; } = Of(new GuestEventJson(StoredJson.NewOptions()));

    private static IEnumerable<EventType> Of(GuestEventJson json) =>
    [
        EventType.Of("guest-erasure-requested.v1", () => json.GuestErasureRequested),
        EventType.Of("guest-export-requested.v1", () => json.GuestExportRequested),
    ];
}
