using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>The read model <c>bookings</c>: each booking once, in its user's list, by slot and then id.</summary>
public sealed class BookingsProjection : IProjection
{
    public const string ModelName = "bookings";

    public string Name => ModelName;

    public string Category => Calendar.Category;

    public static string PartitionOf(UserId user) => user.ToString();

    /// <summary>Milliseconds since 0001-01-01 at fixed width so that ordinal order is time's order, then the id.</summary>
    public static string SortKeyOf(Booking booking) => $"{(long)(booking.Slot - Origin).TotalMilliseconds:000000000000000}/{booking.Id}";

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => e.BookingId.ToString(),
        _ => null,
    };

    public bool Starts(IDomainEvent domainEvent) => true;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => Document(Booking.Of(e, recorded.Metadata.RecordedAt), recorded),
        _ => throw new InvalidOperationException($"{recorded.Event.GetType().Name} does not concern the read model {ModelName}."),
    };

    public static Booking Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, BookingJson.Stored.Booking)!;

    private static readonly Instant Origin = Instant.FromUtc(1, 1, 1, 0, 0);

    private static ReadModelDocument Document(Booking booking, RecordedEvent recorded) => new(
        booking.Id.ToString(), recorded.Stream, recorded.Version, PartitionOf(booking.UserId), SortKeyOf(booking),
        JsonSerializer.Serialize(booking, BookingJson.Stored.Booking));
}
