using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Guests;

/// <summary>Somebody with a link of a guest's booking, or of a guest's entry in a waitlist, asks for something about the guest. A mail to the guest has the link
/// that does it.</summary>
public interface IGuestLinkRequested : IDomainEvent
{
    /// <summary>A version-7 GUID.</summary>
    Guid RequestId { get; }

    /// <summary>The booking that has the guest's address. No booking, if <see cref="EntryId"/> has a value.</summary>
    BookingId BookingId { get; }

    /// <summary>The entry of a waitlist that has the guest's address; null for a booking.</summary>
    EntryId? EntryId { get; }

    Instant ExpiresAt { get; }
}

/// <summary>To erase the guest.</summary>
public sealed record GuestErasureRequested(Guid RequestId, BookingId BookingId, Instant ExpiresAt) : IGuestLinkRequested
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntryId? EntryId { get; init; }
}

/// <summary>For everything that is stored about the guest.</summary>
public sealed record GuestExportRequested(Guid RequestId, BookingId BookingId, Instant ExpiresAt) : IGuestLinkRequested
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntryId? EntryId { get; init; }
}

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
