using System.Text.Json;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>The read model <c>bookings</c>. Each booking is in the lists of <see cref="BookingLists"/>, by slot and then id.</summary>
public sealed class BookingsProjection : IProjection
{
    public const string ModelName = "bookings";

    private const string MovedPartition = "moved", PartPartition = "parts";

    public string Name => ModelName;

    public string Category => Calendar.Category;

    public static string PartitionOf(UserId user) => user.ToString();

    public static string SortKeyOf(Booking booking) => $"{BookingLists.SortKeyOf(booking.Slot)}/{DocumentIdOf(booking)}";

    /// <param name="arrival">The move that brought it into its calendar; null if it was created there. One calendar feeds each document, so
    /// a booking has one for each calendar that it was in.</param>
    public static string DocumentIdOf(BookingId booking, MoveId? arrival) => arrival is { } move ? $"{booking}/{move}" : booking.ToString();

    // A reservation is in no document: only the lead's decision makes a booking of it.
    /// <param name="participant">A resource whose calendar does not have the booking itself.</param>
    public static string DocumentIdOf(BookingId booking, ResourceId participant) => $"{booking}@{participant}";

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event switch
    {
        IBookingEvent e => DocumentIdOf(e.BookingId, e.Arrival),
        TimeKept { Status: not BookingStatus.Held } e => DocumentIdOf(e.BookingId, ResourceId.Of(recorded.Stream.Id)),
        TimeReleased { WasKept: true, IsHold: false } e => DocumentIdOf(e.BookingId, ResourceId.Of(recorded.Stream.Id)),
        _ => null,
    };

    // A participant may have had the booking before, so its document may exist.
    public bool Starts(IDomainEvent domainEvent) =>
        domainEvent is not (IBookingEvent or TimeKept or TimeReleased { WasKept: true }) or BookingMade or MoveReserved;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => Document(Booking.Of(e, recorded), recorded),
        MoveReserved e => Document(Booking.Of(e, recorded), recorded),
        TimeKept e => Document(Booking.Of(e, recorded), recorded),
        TimeReleased { Status: { } status } => Document(Read(current!) with { Status = status }, recorded),
        MoveReleased or TimeReleased => current! with { Version = recorded.Version, Body = null, Answer = null },
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

    private static string DocumentIdOf(Booking booking) =>
        booking.IsPart ? DocumentIdOf(booking.Id, booking.ResourceId) : DocumentIdOf(booking.Id, booking.Arrival);

    public static Booking Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, BookingJson.Stored.Booking)!;

    // A booking that was moved away is in no list: its other document is. That of a participant is in the lists of its resource only.
    private static ReadModelDocument Document(Booking booking, RecordedEvent recorded) => new(
        DocumentIdOf(booking), recorded.Stream, recorded.Version,
        booking.IsPart ? PartPartition : booking.MovedBy is null ? PartitionOf(booking.UserId) : MovedPartition, SortKeyOf(booking),
        StoredBookingJson.Write(booking))
    {
        Keys = booking.MovedBy is null ? BookingLists.KeysOf(booking) : null,
        Answer = ListedBookingJson.Of(booking),
    };
}
