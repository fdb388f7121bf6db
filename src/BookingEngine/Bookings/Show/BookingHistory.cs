using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Bookings.Show;

/// <summary>A booking's events, in the order in which they happened, from all calendars that it was in.</summary>
public sealed class BookingHistory(IReadModelStore models, IEventStore store, EventCatalogue catalogue)
{
    // Handlers come to the bookings of a series one after the other, and all of them are in one commit.
    private ReadCommit? _last;

    /// <summary>Returns an empty list for an unknown booking. Reads once per event, so the cost does not depend on the length of calendars.
    /// Omits reservations for moves that did not take place.</summary>
    public async Task<ImmutableArray<RecordedEvent>> ReadAsync(BookingId id, CancellationToken cancellation)
    {
        var events = ImmutableArray.CreateBuilder<RecordedEvent>();
        MoveId? arrival = null;
        do
        {
            var document = await models.FindAsync(BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(id, arrival), cancellation);
            if (document is not { Body: not null })
            {
                break;
            }

            var booking = BookingsProjection.Read(document);
            foreach (var version in booking.Versions)
            {
                events.Add(await ReadAsync(document.Stream, version, cancellation));
            }

            arrival = booking.MovedBy;
        }
        while (arrival is not null);
        return events.ToImmutable();
    }

    /// <summary>The booking at an instant; null if it did not exist yet.</summary>
    /// <param name="events">From <see cref="ReadAsync(BookingId, CancellationToken)"/>.</param>
    public static Booking? At(Instant instant, IEnumerable<RecordedEvent> events) =>
        events.TakeWhile(e => e.Metadata.RecordedAt <= instant).Aggregate((Booking?)null, Apply);

    /// <summary>Applies the booking's next event.</summary>
    /// <param name="before">Null before the first.</param>
    public static Booking Apply(Booking? before, RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => Booking.Of(e, recorded),
        MoveReserved e => before! with { Arrival = e.MoveId, MovedBy = null, IsOverride = e.IsOverride }, // follows the event in the old calendar
        _ => before!.Apply(recorded),
    };

    private async Task<RecordedEvent> ReadAsync(StreamName stream, long version, CancellationToken cancellation)
    {
        if (_last is { } last && last.Find(stream, version) is { } known)
        {
            return known;
        }

        var commit = await store.FindAtAsync(stream, version, cancellation) ?? throw Missing(stream, version);
        if (commit.Version == commit.FirstVersion)
        {
            return catalogue.ReadAt(commit, version)!;
        }

        var read = new ReadCommit(stream, [.. catalogue.Read(commit)]);
        _last = read;
        return read.Find(stream, version)!;
    }

    private static DamagedStreamException Missing(StreamName stream, long version) => new(stream, $"its version {version} is missing");

    /// <param name="Events">At least one.</param>
    private sealed record ReadCommit(StreamName Stream, ImmutableArray<RecordedEvent> Events)
    {
        public RecordedEvent? Find(StreamName stream, long version) =>
            stream == Stream && version - Events[0].Version is var place && place >= 0 && place < Events.Length ? Events[(int)place] : null;
    }
}
