using System.Text.Json;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>The read model <c>bookings</c>: each booking in the lists of <see cref="BookingLists"/>, by slot and then id.</summary>
public sealed class BookingsProjection : IProjection
{
    public const string ModelName = "bookings";

    private const string MovedPartition = "moved";

    public string Name => ModelName;

    public string Category => Calendar.Category;

    public static string PartitionOf(UserId user) => user.ToString();

    /// <summary>The slot's place, then the id.</summary>
    public static string SortKeyOf(Booking booking) => $"{BookingLists.SortKeyOf(booking.Slot)}/{DocumentIdOf(booking.Id, booking.Arrival)}";

    /// <param name="arrival">The move that brought it into its calendar; null where it was made there. Each document is fed by one calendar, so
    /// that a booking has one in each that it was moved into.</param>
    public static string DocumentIdOf(BookingId booking, MoveId? arrival) => arrival is { } move ? $"{booking}/{move}" : booking.ToString();

    public string? DocumentIdOf(RecordedEvent recorded) =>
        recorded.Event is IBookingEvent e ? DocumentIdOf(e.BookingId, e.Arrival) : null;

    public bool Starts(IDomainEvent domainEvent) => domainEvent is not IBookingEvent or BookingMade or MoveReserved;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => Document(Booking.Of(e, recorded), recorded),
        MoveReserved e => Document(Booking.Of(e, recorded), recorded),
        MoveReleased => current! with { Version = recorded.Version, Body = null },
        _ => Document(Read(current!).After(recorded), recorded),
    };

    public static Booking Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, BookingJson.Stored.Booking)!;

    // One that was moved away stands in no list: its other document does.
    private static ReadModelDocument Document(Booking booking, RecordedEvent recorded) => new(
        DocumentIdOf(booking.Id, booking.Arrival), recorded.Stream, recorded.Version,
        booking.MovedBy is null ? PartitionOf(booking.UserId) : MovedPartition, SortKeyOf(booking),
        JsonSerializer.Serialize(booking, BookingJson.Stored.Booking))
    {
        Keys = booking.MovedBy is null ? BookingLists.KeysOf(booking) : null,
    };
}
