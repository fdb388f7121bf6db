using BookingEngine.FunctionsHost.Timers;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.FunctionsHost;

/// <summary>Runs without a synchronization context, so that continuations run within <see cref="FakeTimeProvider.Advance"/>.</summary>
public sealed class TimerListenerTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public Task A_timer_fires_at_each_occurrence_of_its_six_fields() => Task.Run(async () =>
    {
        FakeTimeProvider clock = new(Noon);
        List<DateTimeOffset> fired = [];
        using CancellationTokenSource stopping = new();
        var running = new TimerListener("30 */5 * * * *", (status, _) => Fire(status.Next), clock).RunAsync(stopping.Token);

        for (var second = 0; second < 12 * 60; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([Noon.AddSeconds(30), Noon.AddSeconds(330), Noon.AddSeconds(630)], fired);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Task Fire(DateTimeOffset next)
        {
            fired.Add(clock.GetUtcNow());
            Assert.Equal(fired[^1].AddMinutes(5), next);
            return Task.CompletedTask;
        }
    });
}
