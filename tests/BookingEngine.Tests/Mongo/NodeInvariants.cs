using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Mongo;

/// <summary>The invariants that must hold at the end.</summary>
public static class NodeInvariants
{
    /// <summary>The broken invariants. Every acknowledged booking must exist once and no refused one may. No time may be booked twice. Versions must
    /// be contiguous. Every read model must be current and equal a rebuild.</summary>
    public static async Task<List<string>> FindingsAsync(
        MongoNode node, IReadOnlyCollection<Booking> acknowledged,
        IReadOnlyCollection<(UserId User, Instant Slot)>? refused = null, bool lagExpected = false)
    {
        List<string> findings = [];
        var events = await EventsAsync(node);
        var booked = events.Select(e => e.Event).OfType<BookingMade>().ToList();
        foreach (var stream in events.GroupBy(e => e.Stream))
        {
            Expect(findings, stream.Select(e => e.Version).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(v => (long)v)), $"{stream.Key} has holes or doubles");
        }

        Expect(findings, booked.Select(b => b.Start).Distinct().Count() == booked.Count, "a time is booked twice");
        Expect(findings, booked.Select(b => b.BookingId).Distinct().Count() == booked.Count, "a booking is there twice");
        foreach (var booking in acknowledged)
        {
            Expect(findings, booked.Count(b => b.BookingId == booking.Id && b.Start == booking.Slot) == 1, $"the acknowledged booking {booking.Id} is not there once");
        }

        foreach (var (user, slot) in refused ?? [])
        {
            Expect(findings, !booked.Exists(b => b.UserId == user && b.Start == slot), $"the refused booking of {user} at {slot} is there");
        }

        var check = await node.Get<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None);
        Expect(findings, check is { Different: 0, Unreadable: 0 } && check.Documents == booked.Count, $"read models: {check}");
        await foreach (var lagging in node.Get<Sweep>().FindLaggingAsync(null, CancellationToken.None))
        {
            Expect(findings, lagExpected, $"{lagging.Stream} lags");
        }

        return findings;
    }

    private static async Task<List<RecordedEvent>> EventsAsync(MongoNode node)
    {
        var (store, catalogue) = (node.Get<IEventStore>(), node.Get<EventCatalogue>());
        List<RecordedEvent> events = [];
        foreach (var stream in await store.ListStreamsAsync(null, 1_000, CancellationToken.None))
        {
            events.AddRange((await store.ReadAsync(stream.Stream, 0, 1_000, CancellationToken.None)).SelectMany(catalogue.Read));
        }

        return events;
    }

    private static void Expect(List<string> findings, bool holds, string otherwise)
    {
        if (!holds)
        {
            findings.Add(otherwise);
        }
    }
}
