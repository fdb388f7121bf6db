using System.Text.Json;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>The read model <c>bookings</c>. Each booking is in the lists of <see cref="BookingLists"/>, by slot and then id.</summary>
public sealed class BookingsProjection : IProjection
{
    public const string ModelName = "bookings";

    private const string MovedPartition = "moved";

    public string Name => ModelName;

    public string Category => Calendar.Category;

    public static string PartitionOf(UserId user) => user.ToString();

    public static string SortKeyOf(Booking booking) => $"{BookingLists.SortKeyOf(booking.Slot)}/{DocumentIdOf(booking.Id, booking.Arrival)}";

    /// <param name="arrival">The move that brought it into its calendar; null if it was created there. One calendar feeds each document, so
    /// a booking has one for each calendar that it was in.</param>
    public static string DocumentIdOf(BookingId booking, MoveId? arrival) => arrival is { } move ? $"{booking}/{move}" : booking.ToString();

    public string? DocumentIdOf(RecordedEvent recorded) =>
        recorded.Event is IBookingEvent e ? DocumentIdOf(e.BookingId, e.Arrival) : null;

    public bool Starts(IDomainEvent domainEvent) => domainEvent is not IBookingEvent or BookingMade or MoveReserved;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => Document(Booking.Of(e, recorded), recorded),
        MoveReserved e => Document(Booking.Of(e, recorded), recorded),
        MoveReleased => current! with { Version = recorded.Version, Body = null, Answer = null },
        _ => Document(Read(current!).Apply(recorded), recorded),
    };

    public string AnswerShape => ListedBookingJson.Shape;

    // A damaged body has no answer. Lists fail on it until a rebuild.
    public ReadModelDocument WithAnswer(ReadModelDocument document)
    {
        try
        {
            return document with { Answer = document.Body is null ? null : ListedBookingJson.Of(Read(document)) };
        }
        catch (JsonException)
        {
            return document;
        }
    }

    public static Booking Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, BookingJson.Stored.Booking)!;

    // A booking that was moved away is in no list: its other document is.
    private static ReadModelDocument Document(Booking booking, RecordedEvent recorded) => new(
        DocumentIdOf(booking.Id, booking.Arrival), recorded.Stream, recorded.Version,
        booking.MovedBy is null ? PartitionOf(booking.UserId) : MovedPartition, SortKeyOf(booking),
        JsonSerializer.Serialize(booking, BookingJson.Stored.Booking))
    {
        Keys = booking.MovedBy is null ? BookingLists.KeysOf(booking) : null,
        Answer = ListedBookingJson.Of(booking),
    };
}
