using BookingEngine.Benchmarks.Servers;
using BookingEngine.Benchmarks.Stores;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Guard;

/// <summary>What a command costs that is decided in a run of 64, and what one costs that is decided alone: on new calendars, with the executor and
/// without a store.</summary>
public static class RunMeasure
{
    private const int Together = 64, Calendars = 80;
    private static readonly UserId User = new(Stores.Bookings.NewId());
    private static int _calendars;

    public static async Task MeasureAsync(GuardedRatio ratio, int rounds)
    {
        using var deployment = new Deployment();
        var store = new HeldStore();
        await using var services = deployment.Open(s => s.AddSingleton<IEventStore>(store));
        var executor = services.GetRequiredService<CommandExecutor>();
        for (var round = -1; round < rounds; round++)
        {
            var together = await CostAsync(() => TogetherAsync(executor, store));
            var alone = await CostAsync(() => AloneAsync(executor));
            if (round >= 0) // the first warms up
            {
                ratio.Add(together, alone);
            }
        }
    }

    /// <summary>The processor time of one command in microseconds.</summary>
    private static async Task<double> CostAsync(Func<Task> commandsOfOneCalendar)
    {
        var before = ServerUse.OfThisProcess();
        for (var n = 0; n < Calendars; n++)
        {
            await commandsOfOneCalendar();
        }

        return (ServerUse.OfThisProcess().Processor - before.Processor).TotalMicroseconds / (Calendars * (Together + 1));
    }

    // The first command is appended alone. Meanwhile the others wait for the stream.
    private static async Task TogetherAsync(CommandExecutor executor, HeldStore store)
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var (resource, runs) = (NewResource(), store.Runs);
        store.Release = release.Task;
        Task[] commands = [.. Enumerable.Range(0, Together + 1).Select(n => DecideAsync(executor, resource, n))];
        release.SetResult();
        await Task.WhenAll(commands);
        if (store.Runs - runs != 2)
        {
            throw new BenchmarkException($"{store.Runs - runs} runs were appended instead of 2.");
        }
    }

    private static async Task AloneAsync(CommandExecutor executor)
    {
        var resource = NewResource();
        for (var n = 0; n <= Together; n++)
        {
            await DecideAsync(executor, resource, n);
        }
    }

    private static async Task DecideAsync(CommandExecutor executor, ResourceId resource, int n)
    {
        var context = new CommandContext(
            new CommitId(Stores.Bookings.NewId()), SystemClock.Instance.GetCurrentInstant(), User.ToString(), "benchmark");
        var booking = Stores.Bookings.At(n, resource, User);
        var recorded = await executor.RecordAsync<Calendar>(Calendar.StreamOf(resource), context, _ => Decision.Of(booking), CancellationToken.None);
        if (recorded.IsRefused(out var refusal, out _))
        {
            throw new BenchmarkException($"Refused: {refusal.Code}");
        }
    }

    private static ResourceId NewResource() => new($"run-{_calendars++}");
}
