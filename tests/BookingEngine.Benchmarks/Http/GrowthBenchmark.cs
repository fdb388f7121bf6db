using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Http;

/// <summary>Whether <c>GET /bookings</c> over HTTP costs the same however many bookings others have. The stores take turns, each time in a new
/// process, so that other work on the machine and compilation affect all of them alike.</summary>
public static class GrowthBenchmark
{
    private const int Users = 50, OwnBookings = 10;

    public static async Task RunAsync(Options options)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores; load: {LoadGenerator.Name}, {options.Connections} connections");
        List<Store> stores = [];
        try
        {
            foreach (var others in (int[])[0, 1_000, options.Others])
            {
                stores.Add(await FillAsync(others, options));
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var store in stores)
                {
                    store.Measured.Add(await MeasureAsync(store));
                }
            }

            Print(stores);
        }
        finally
        {
            stores.ForEach(store => store.Deployment.Dispose());
        }
    }

    private static async Task<Store> FillAsync(int others, Options options)
    {
        Console.WriteLine($"Filling a store with {others:N0} bookings of others");
        var deployment = new Deployment();
        await using var services = deployment.Open();
        await Seed.BookingsAsync(services, others);
        var plan = new LoadPlan("list", new Uri("http://localhost"), deployment.ApiKey, deployment.FileFor("tokens"), 0, options.Seconds, options.Connections);
        await File.WriteAllLinesAsync(plan.TokensFile, await Seed.SignedInAsync(services, Users, OwnBookings));
        return new(others, deployment, plan, []);
    }

    private static async Task<Measurement> MeasureAsync(Store store)
    {
        Console.WriteLine($"Beside {store.Others:N0} bookings of others");
        await using var server = await ServerProcess.LocalHostAsync(store.Deployment.Variables);
        await server.WaitUntilIdleAsync();
        return await LoadGenerator.RunAsync(store.Plan with { Address = server.Address }, server.UseAsync);
    }

    private static void Print(List<Store> stores)
    {
        var table = new Table("Bookings of others", "a second", "p50 ms", "p99 ms", "CPU µs", "all rounds", "bytes", "CPU of the first", "to reach", "reached");
        var first = Median(stores[0], m => m.ProcessorMicroseconds!.Value);
        foreach (var store in stores)
        {
            var processor = Median(store, m => m.ProcessorMicroseconds!.Value);
            table.Add(
                $"{store.Others:N0}", $"{Median(store, m => m.PerSecond):N0}", $"{Median(store, m => m.P50Milliseconds):0.00}",
                $"{Median(store, m => m.P99Milliseconds):0.00}", $"{processor:0}", string.Join(", ", store.Measured.Select(m => $"{m.ProcessorMicroseconds:0}")),
                $"{Median(store, m => m.AllocatedBytes!.Value):N0}", $"{processor / first:0.00}", "1.20", processor <= first * 1.2 ? "yes" : "no");
        }

        table.Print(Console.Out);
    }

    private static double Median(Store store, Func<Measurement, double> figure) => store.Measured.Select(figure).Order().ElementAt(store.Measured.Count / 2);

    private sealed record Store(int Others, Deployment Deployment, LoadPlan Plan, List<Measurement> Measured);
}
