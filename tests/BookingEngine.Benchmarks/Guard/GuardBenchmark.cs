using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Servers;
using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Guard;

/// <summary>Notices when a request has become about twice as expensive, without alarms from other work on the machine.</summary>
public static class GuardBenchmark
{
    private const int Users = 50, OwnBookings = 10, Others = 2_000, Rounds = 10, Connections = 32;
    private const int ReadCount = 4_000, BookingCount = 1_200, AppendMilliseconds = 250;

    /// <returns>How many ratios are too high.</returns>
    public static async Task<int> RunAsync()
    {
        GuardedRatio booking = new("booking : bare store append", 4), list = new("list : bare endpoint", 12), search = new("search : bare endpoint", 12),
            run = new("decide a run of 64 : decide one", 1.4);
        await MeasureHttpAsync(booking, list, search);
        await RunMeasure.MeasureAsync(run, Rounds);
        GuardedRatio[] ratios = [booking, list, search, run];
        foreach (var ratio in ratios)
        {
            Console.WriteLine(ratio);
        }

        var failed = ratios.Count(r => !r.IsWithin);
        Console.WriteLine($"speed: {ratios.Length - failed} passed, {failed} failed");
        return failed;
    }

    private static async Task MeasureHttpAsync(GuardedRatio booking, GuardedRatio list, GuardedRatio search)
    {
        using var deployment = new Deployment();
        await using var services = deployment.Open();
        await Seed.BookingsAsync(services, Others);
        await Week.FillAsync(services);
        var plan = new LoadPlan("list", new Uri("http://localhost"), deployment.ApiKey, deployment.FileFor("tokens"), 0, 0, Connections, ReadCount);
        await File.WriteAllLinesAsync(plan.TokensFile, await Seed.SignedInAsync(services, Users, OwnBookings));
        var book = plan with { Kind = "book", TokensFile = deployment.FileFor("bookers"), Count = BookingCount };
        await File.WriteAllLinesAsync(book.TokensFile, await Seed.SignedInAsync(services, Users, 0));
        await using var bare = await ServerProcess.BareAsync();
        await using var server = await ServerProcess.LocalHostAsync(deployment.Variables);
        await server.WaitUntilIdleAsync();
        var store = ActivatorUtilities.CreateInstance<BareStore>(services);
        for (var round = -1; round < Rounds; round++)
        {
            var listed = await LoadGenerator.MeasureAsync(plan, server);
            var searched = await LoadGenerator.MeasureAsync(plan with { Kind = "free" }, server);
            var answered = await LoadGenerator.MeasureAsync(plan with { Kind = "bare" }, bare);
            var booked = await LoadGenerator.MeasureAsync(book, server);
            var appended = await store.RunAsync(streams: 1, Connections, TimeSpan.FromMilliseconds(AppendMilliseconds));
            if (round >= 0) // the first warms up
            {
                search.Add(searched.ProcessorMicroseconds!.Value, answered.ProcessorMicroseconds!.Value);
                list.Add(listed.ProcessorMicroseconds!.Value, answered.ProcessorMicroseconds!.Value);
                booking.Add(booked.ProcessorMicroseconds!.Value, appended.ProcessorMicroseconds!.Value);
            }
        }
    }
}
