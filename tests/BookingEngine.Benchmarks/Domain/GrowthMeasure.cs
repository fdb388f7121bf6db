using System.Diagnostics;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Stores;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>Compares a booking on a calendar with 100 past events with one on a calendar with 100,000, both directly after a start and warm. The
/// stores are filled without the API. A first process then books a few times, so that the older calendar reaches 100,000 events and saves a
/// snapshot.</summary>
public static class GrowthMeasure
{
    private const int Bookings = 600, Starts = 51, BeforeStarts = 20, WarmUps = 5;
    private static readonly UserId User = new(Stores.Bookings.NewId());

    public static async Task RunAsync(Table table)
    {
        Console.WriteLine("Booking on calendars with 100 and with 100,000 past events");
        using Deployment younger = new(), older = new();
        await SeedPastAsync(younger, 100);
        await SeedPastAsync(older, 100_000 - (BeforeStarts / 2));
        await using ServiceProvider young = younger.Open(), old = older.Open();
        await MedianAsync([young, old], 0, BeforeStarts);
        await MedianOfStartsAsync([younger, older], BeforeStarts, WarmUps); // compiles code that the first measurement would otherwise pay for
        var first = await MedianOfStartsAsync([younger, older], BeforeStarts + WarmUps, Starts);
        var warm = await MedianAsync([young, old], 200, Bookings);
        Add(table, "Booking, warm, 100,000 past events : 100", warm[1], warm[0]);
        Add(table, "First booking after a start, 100,000 : 100", first[1], first[0]);
    }

    private static void Add(Table table, string what, double old, double young) =>
        table.Add(what, $"{old:0.00} ms : {young:0.00} ms = {old / young:0.00}", "1.20", old / young <= 1.2 ? "yes" : "no");

    private static async Task SeedPastAsync(Deployment deployment, int count)
    {
        await using var services = deployment.Open();
        await Seed.PastAsync(services, DefaultCatalogue.Resource, version: 0, count);
    }

    /// <summary>Of the first booking after each start.</summary>
    private static async Task<double[]> MedianOfStartsAsync(Deployment[] deployments, int firstSlot, int starts)
    {
        List<double[]> times = [];
        for (var n = firstSlot; n < firstSlot + starts; n++)
        {
            await using ServiceProvider younger = deployments[0].Open(), older = deployments[1].Open();
            times.Add(await MedianAsync([younger, older], n, 1));
        }

        return [.. deployments.Select((_, i) => times.Select(t => t[i]).Order().ElementAt(starts / 2))];
    }

    /// <summary>In milliseconds. The stores alternate, so that other load affects both alike.</summary>
    private static async Task<double[]> MedianAsync(ServiceProvider[] services, int firstSlot, int count)
    {
        List<double>[] times = [.. services.Select(_ => new List<double>())];
        for (var n = firstSlot; n < firstSlot + count; n++)
        {
            for (var i = 0; i < services.Length; i++)
            {
                times[i].Add(await BookAsync(services[i].GetRequiredService<BookSlotHandler>(), n));
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(t.Count / 2))];
    }

    private static async Task<double> BookAsync(BookSlotHandler handler, int n)
    {
        var start = Stores.Bookings.At(n, DefaultCatalogue.Resource, User).Start;
        var context = new CommandContext(
            new CommitId(Stores.Bookings.NewId()), SystemClock.Instance.GetCurrentInstant(), User.ToString(), "benchmark");
        var clock = Stopwatch.StartNew();
        var outcome = await handler.HandleAsync(new BookSlot(User, DefaultCatalogue.InitialService, start), context, CancellationToken.None);
        return outcome.Refusal is null ? clock.Elapsed.TotalMilliseconds : throw new BenchmarkException($"Refused: {outcome.Refusal.Code}");
    }
}
