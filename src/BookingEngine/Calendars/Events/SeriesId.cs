using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>The id of a series. The ids of its bookings follow from it, and it from each of them: they differ in the last twelve bits, and are GUIDs of
/// version 8, as no other booking's id is.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<SeriesId>))]
public readonly record struct SeriesId(Guid Value) : IGuidId<SeriesId>
{
    /// <summary>The maximum number of bookings.</summary>
    public const int MaximumCount = 366;

    private const int Own = 0xFFF, Size = 16;

    /// <summary>How many bookings it was planned with. Some of them may have been skipped.</summary>
    public int Count => Low(Value) >> 12;

    public IEnumerable<BookingId> Bookings
    {
        get
        {
            for (var n = 0; n < Math.Min(Count, MaximumCount); n++)
            {
                yield return Booking(n);
            }
        }
    }

    public static SeriesId Of(Guid value) => new(value);

    /// <summary>The id of the series that a command books.</summary>
    public static SeriesId Of(CommitId commit, int count) => new(With(commit.Derive("series"), (count << 12) | Own));

    /// <summary>Whether it is what a command books, whatever its count.</summary>
    public bool IsOf(CommitId commit) => this == Of(commit, Count);

    /// <summary>The series of a booking; null if it was booked alone.</summary>
    public static SeriesId? Of(BookingId booking) => booking.Value.Version == 8 ? new SeriesId(With(booking.Value, Low(booking.Value) | Own)) : null;

    /// <summary>Null if it cannot be the id of a series.</summary>
    public static SeriesId? TryParse(Guid value) => value.Version == 8 && (Low(value) & Own) == Own ? new SeriesId(value) : null;

    /// <param name="number">From 0 on, less than <see cref="Count"/>.</param>
    public BookingId Booking(int number) => new(With(Value, (Low(Value) & ~Own) | number));

    public override string ToString() => Value.ToString("D");

    private static int Low(Guid value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return (bytes[13] << 16) | (bytes[14] << 8) | bytes[15];
    }

    private static Guid With(Guid value, int low)
    {
        Span<byte> bytes = stackalloc byte[Size];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        (bytes[13], bytes[14], bytes[15]) = ((byte)(low >> 16), (byte)(low >> 8), (byte)low);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>A booking's place in its series.</summary>
/// <param name="Start">The local start that the rule gave it. It never changes.</param>
public sealed record Occurrence(LocalDateTime Start)
{
    /// <summary>Whether it was moved apart from the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsMovedAlone { get; init; }
}

/// <summary>One of the events that an operation on a series records together.</summary>
/// <param name="Operation">The same for all of them.</param>
/// <param name="Number">From 0 on, in the order of the stream, without gaps.</param>
public sealed record SeriesPart(Guid Operation, int Number);

/// <summary>A time of the rule that was not booked, and why.</summary>
public sealed record SkippedTime(LocalDateTime Start, string Reason);

/// <summary>An event that an operation on a series may record for each of its bookings.</summary>
public interface ISeriesEvent : IBookingEvent, IListedEvent
{
    /// <summary>Null for an event of this booking alone.</summary>
    SeriesPart? Part { get; }
}

public static class SeriesEvents
{
    extension(IDomainEvent domainEvent)
    {
        /// <summary>Null for an event of one booking alone.</summary>
        public SeriesPart? Part => (domainEvent as ISeriesEvent)?.Part;

        /// <summary>Whether another event of the same operation stands for it in mails.</summary>
        public bool IsToldByAnother => domainEvent.Part is { Number: > 0 };
    }

    /// <summary>The version of the event that mails are about: of its own, or of the first event of its operation.</summary>
    public static long ToldVersion(this RecordedEvent recorded) => recorded.Version - (recorded.Event.Part?.Number ?? 0);
}
