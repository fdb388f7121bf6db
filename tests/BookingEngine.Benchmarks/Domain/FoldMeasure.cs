using System.Diagnostics;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Registration;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>Folds a million bookings into the calendar, each made 30 days before its slot, with and without reading their JSON.</summary>
public static class FoldMeasure
{
    private const int Events = 1_000_000, Rounds = 3;
    private static readonly Instant Begin = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);

    public static void Run(Table table)
    {
        Console.WriteLine($"Folding {Events:N0} events through a calendar");
        RecordedEvent[] recorded = [.. Enumerable.Range(0, Events).Select(Recorded)];
        table.AtLeast("Fold of 1,000,000 events", Best(() => Fold(recorded, e => e)), 500_000);
        EventData[] stored = [.. recorded.Select(e => Catalogue.Write(e.Event))];
        var read = Best(() => Fold(recorded, e => e with { Event = Catalogue.Read(stored[e.Version - 1]) }));
        table.AtLeast("The same, each event read from its JSON", read, 1_000_000);
    }

    private static RecordedEvent Recorded(int n)
    {
        var at = Begin + Duration.FromMinutes(30L * n);
        var booking = Stores.Bookings.At(at + Duration.FromDays(30), DefaultCatalogue.Resource, new UserId(Stores.Bookings.NewId()));
        return new RecordedEvent(Calendar.StreamOf(DefaultCatalogue.Resource), n + 1, booking, new CommitMetadata(at, null, "benchmark"));
    }

    private static void Fold(RecordedEvent[] events, Func<RecordedEvent, RecordedEvent> read)
    {
        var calendar = Calendar.Fold(Calendar.InitialOf(Calendar.StreamOf(DefaultCatalogue.Resource)), events.Select(read));
        if (calendar.Occupied.Count is < 2_000 or > 4_000)
        {
            throw new BenchmarkException($"The calendar remembers {calendar.Occupied.Count} spans.");
        }
    }

    private static double Best(Action fold) => Enumerable.Range(0, Rounds).Max(_ =>
    {
        var clock = Stopwatch.StartNew();
        fold();
        return Events / clock.Elapsed.TotalSeconds;
    });
}
