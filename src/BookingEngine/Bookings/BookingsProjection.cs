using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>The read model <c>bookings</c>: each booking once, in the lists of <see cref="BookingLists"/>, by slot and then id.</summary>
public sealed class BookingsProjection : IProjection
{
    public const string ModelName = "bookings";

    public string Name => ModelName;

    public string Category => Calendar.Category;

    public static string PartitionOf(UserId user) => user.ToString();

    /// <summary>The slot's place, then the id.</summary>
    public static string SortKeyOf(Booking booking) => $"{BookingLists.PlaceOf(booking.Slot)}/{booking.Id}";

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

    private static ReadModelDocument Document(Booking booking, RecordedEvent recorded) => new(
        booking.Id.ToString(), recorded.Stream, recorded.Version, PartitionOf(booking.UserId), SortKeyOf(booking),
        JsonSerializer.Serialize(booking, BookingJson.Stored.Booking))
    {
        Keys = BookingLists.KeysOf(booking),
    };
}
