using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>A booking as queries show it: the body of the read model <c>bookings</c>.</summary>
public sealed record Booking(
    BookingId Id, UserId UserId, Instant Slot, Instant End, string TimeZone, ServiceId ServiceId, ResourceId ResourceId,
    BookingStatus Status, int Quantity, Instant CreatedAt)
{
    /// <summary>Whether staff booked it against the rules.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOverride { get; init; }

    /// <summary>Notes and answers, sealed with the customer's key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Sealed? Details { get; init; }

    public static Booking Of(BookingMade e, Instant at) => new(
        e.BookingId, e.UserId, e.Start, e.End, e.TimeZone, e.ServiceId, e.ResourceId,
        e.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed, e.Quantity, at)
    {
        IsOverride = e.IsOverride,
        Details = e.Details,
    };
}

[JsonConverter(typeof(JsonStringEnumConverter<BookingStatus>))]
public enum BookingStatus
{
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    /// <summary>It waits for approval.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Reserved for a customer who is about to book.</summary>
    [JsonStringEnumMemberName("held")]
    Held,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    [JsonStringEnumMemberName("declined")]
    Declined,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("no_show")]
    NoShow,
}

[JsonSerializable(typeof(Booking))]
internal sealed partial class BookingJson : JsonSerializerContext
{
    public static BookingJson Stored { get; } = new(StoredJson.NewOptions());
}
