using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>A booking as queries show it: the body of the read model <c>bookings</c>.</summary>
public sealed record Booking(
    BookingId Id, UserId UserId, Instant Slot, Instant End, string TimeZone, ServiceId ServiceId, ResourceId ResourceId,
    BookingStatus Status, int Quantity, Instant CreatedAt)
{
    public static Booking Of(BookingConfirmed e, Instant at) =>
        new(e.BookingId, e.UserId, e.Start, e.End, e.TimeZone, e.ServiceId, e.ResourceId, BookingStatus.Confirmed, e.Quantity, at);
}

[JsonConverter(typeof(JsonStringEnumConverter<BookingStatus>))]
public enum BookingStatus
{
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,
}

[JsonSerializable(typeof(Booking))]
internal sealed partial class BookingJson : JsonSerializerContext
{
    public static BookingJson Stored { get; } = new(StoredJson.NewOptions());
}
